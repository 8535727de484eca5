package dev.lethe.bench.protocol;

import dev.lethe.common.text.Suggestions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Typed access to the values of options by name. After all reads, {@link #requireAllRead} rejects
 * options that no read asked for.
 */
final class OptionValues {
  private final Map<String, String> values;
  private final Set<String> read = new TreeSet<>();

  OptionValues(Map<String, String> values) {
    this.values = values;
  }

  Optional<String> text(String name) {
    read.add(name);
    return Optional.ofNullable(values.get(name));
  }

  String text(String name, String defaultValue) {
    return text(name).orElse(defaultValue);
  }

  OptionalInt integer(String name) {
    return text(name)
        .map(text -> OptionalInt.of(number(name, text, Integer::valueOf, "a whole number")))
        .orElse(OptionalInt.empty());
  }

  int integer(String name, int defaultValue) {
    return integer(name).orElse(defaultValue);
  }

  double decimal(String name, double defaultValue) {
    return text(name)
        .map(text -> number(name, text, Double::valueOf, "a number"))
        .orElse(defaultValue);
  }

  boolean flag(String name) {
    String text = text(name, "false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name, text, "true or false");
    };
  }

  /**
   * Rejects options that have not been read.
   *
   * @throws IllegalArgumentException with the closest names
   */
  void requireAllRead() {
    for (String name : values.keySet()) {
      if (!read.contains(name)) {
        throw Suggestions.unknown("option", name, read);
      }
    }
  }

  private static <T> T number(
      String name, String text, Function<String, T> parse, String expected) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw invalid(name, text, expected);
    }
  }

  private static IllegalArgumentException invalid(String name, String text, String expected) {
    return new IllegalArgumentException(
        "%s: got '%s', expected %s".formatted(name, text, expected));
  }
}
