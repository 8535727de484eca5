package dev.lethe.measures;

/** Accuracy as a share of counted examples. */
public final class Accuracy {
  private Accuracy() {}

  /**
   * Returns {@code correct / examples} in [0, 1], or NaN if there are no examples.
   *
   * @throws IllegalArgumentException if {@code correct} is not in [0, examples]
   */
  public static double of(long correct, long examples) {
    if (correct < 0 || correct > examples) {
      throw new IllegalArgumentException(
          "correct: got '%d', expected 0 to %d".formatted(correct, examples));
    }
    return examples == 0 ? Double.NaN : (double) correct / examples;
  }
}
