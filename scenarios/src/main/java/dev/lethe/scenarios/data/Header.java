package dev.lethe.scenarios.data;

import dev.lethe.common.text.Suggestions;
import java.util.List;

/** First row of a CSV file: names of the columns, or data. */
public enum Header {
  /** The content decides, see {@link HeaderDetector}. */
  AUTO,
  /** The first row has the names. */
  YES,
  /** The first row has data. */
  NO;

  /**
   * Parses {@code auto}, {@code yes} or {@code no}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Header parse(String text) {
    return switch (text) {
      case "auto" -> AUTO;
      case "yes" -> YES;
      case "no" -> NO;
      default -> throw Suggestions.unknown("header", text, List.of("auto", "yes", "no"));
    };
  }
}
