package dev.lethe.cli.scenario;

import dev.lethe.cli.data.NearestName;
import java.util.List;

/** In which order classes enter a {@code split} stream. */
public enum ClassOrder {
  /** 0, 1, 2, ... */
  NATURAL,
  /** Shuffled by the seed. */
  RANDOM;

  private static final List<String> NAMES = List.of("natural", "random");

  /** Reads {@code natural} or {@code random}. */
  public static ClassOrder parse(String name) {
    return switch (name) {
      case "natural" -> NATURAL;
      case "random" -> RANDOM;
      default -> throw NearestName.refuse("class-order", name, NAMES);
    };
  }
}
