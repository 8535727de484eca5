package dev.lethe.trainer.checkpoint;

/** Checks of the values in a header. */
final class Checks {
  private Checks() {}

  static void requireText(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("%s: got '%s', expected a text".formatted(key, value));
    }
  }

  static void requireAtLeast(String key, long value, long minimum) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          "%s: got %d, expected %d or more".formatted(key, value, minimum));
    }
  }
}
