package dev.lethe.scenarios.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Numbers as a table writes them.
 *
 * @param decimalComma true if a comma separates the decimals; then a point is no part of a number
 */
record Numbers(boolean decimalComma) {
  static final Numbers POINT = new Numbers(false);
  static final Numbers COMMA = new Numbers(true);

  private static final Set<String> MISSING = Set.of("", "?", "nan", "na", "n/a", "null");
  private static final int MAX_MISSING_LENGTH = 4;
  private static final Pattern WITH_COMMA = Pattern.compile("[-+]?\\d*,\\d+([eE][-+]?\\d+)?");

  /** Whole numbers up to this are exact as a double. */
  private static final double MAX_EXACT = 1L << 53;

  /** Returns true if the cell stands for a missing value. */
  static boolean isMissing(String cell) {
    return cell.length() <= MAX_MISSING_LENGTH && MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }

  /** Returns true if the cell is a number whose decimals a comma separates. */
  static boolean hasDecimalComma(String cell) {
    return WITH_COMMA.matcher(cell).matches();
  }

  /** Returns the number, or NaN if the cell is not a finite number. */
  float parse(String cell) {
    String text = withPoint(cell);
    if (!endsLikeANumber(text)) {
      return Float.NaN;
    }
    try {
      float value = Float.parseFloat(text);
      return Float.isFinite(value) ? value : Float.NaN;
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }

  /** Returns true if the cell is a finite number. */
  boolean isNumber(String cell) {
    return !Float.isNaN(parse(cell));
  }

  /** Returns true if the cell is a finite number without decimals. */
  boolean isWhole(String cell) {
    return isNumber(cell) && isWhole(Double.parseDouble(withPoint(cell)));
  }

  /** Returns one spelling for all spellings of a number: {@code 1}, {@code 01}, {@code 1.0}. */
  String canonical(String cell) {
    if (!isNumber(cell)) {
      return cell;
    }
    double value = Double.parseDouble(withPoint(cell));
    return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < MAX_EXACT;
  }

  /** Excludes what Java accepts besides decimal numbers: {@code 1f}, {@code 1d}, {@code 0x1p3}. */
  private static boolean endsLikeANumber(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char last = text.charAt(text.length() - 1);
    return (last >= '0' && last <= '9' || last == '.')
        && text.indexOf('x') < 0
        && text.indexOf('X') < 0;
  }

  private String withPoint(String cell) {
    if (!decimalComma) {
      return cell;
    }
    return cell.indexOf('.') >= 0 ? "" : cell.replace(',', '.');
  }
}
