package dev.lethe.scenarios;

import dev.lethe.common.text.Suggestions;
import java.util.List;

/** In which order classes enter a {@code split} stream. */
public enum ClassOrder {
  /** 0, 1, 2, ... */
  NATURAL,
  /** Shuffled by the seed. */
  RANDOM,
  /** The tasks of the natural order, shuffled by the seed: their classes stay together. */
  TASKS;

  private static final List<String> NAMES = List.of("natural", "random", "tasks");

  /** Reads {@code natural}, {@code random} or {@code tasks}. */
  public static ClassOrder parse(String name) {
    return switch (name) {
      case "natural" -> NATURAL;
      case "random" -> RANDOM;
      case "tasks" -> TASKS;
      default -> throw Suggestions.unknown("class-order", name, NAMES);
    };
  }
}
