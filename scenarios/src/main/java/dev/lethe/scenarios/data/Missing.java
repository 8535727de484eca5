package dev.lethe.scenarios.data;

import dev.lethe.common.text.Suggestions;
import java.util.List;

/**
 * Treatment of cells without a value: empty, {@code ?}, {@code NaN}, {@code NA}, {@code N/A} or
 * {@code null}. A row without a class is refused or skipped.
 */
public enum Missing {
  /** The table is refused. */
  REFUSE,
  /** The row is skipped. */
  SKIP,
  /** The value is 0. */
  ZERO,
  /** The value is the mean of the column in the rows before, 0 if there is none. */
  MEAN;

  /**
   * Parses {@code refuse}, {@code skip}, {@code zero} or {@code mean}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Missing parse(String text) {
    return switch (text) {
      case "refuse" -> REFUSE;
      case "skip" -> SKIP;
      case "zero" -> ZERO;
      case "mean" -> MEAN;
      default ->
          throw Suggestions.unknown("missing", text, List.of("refuse", "skip", "zero", "mean"));
    };
  }
}
