package dev.lethe.scenarios;

import dev.lethe.common.text.Suggestions;
import java.util.List;

/** Order in which classes enter a {@code split} stream. */
public enum ClassOrder {
  /** 0, 1, 2, ... */
  NATURAL,
  /** Shuffled with the seed. */
  RANDOM,
  /** Tasks of the natural order, shuffled with the seed; the classes of a task stay together. */
  TASKS;

  private static final List<String> NAMES = List.of("natural", "random", "tasks");

  /**
   * Parses {@code natural}, {@code random} or {@code tasks}.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static ClassOrder parse(String name) {
    return switch (name) {
      case "natural" -> NATURAL;
      case "random" -> RANDOM;
      case "tasks" -> TASKS;
      default -> throw Suggestions.unknown("class-order", name, NAMES);
    };
  }
}
