package dev.lethe.learner.expression;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Set of values that a key accepts, each with one canonical form. */
public sealed interface Domain {
  /**
   * Returns a value in canonical form, or null if it is outside the domain.
   *
   * @param text value as written, without surrounding white space
   */
  String canonical(String text);

  /** Returns a description of the accepted values that completes the sentence "expected …". */
  String expected();

  /** Whole numbers in {@code [min, max]}. */
  record Whole(long min, long max) implements Domain {
    @Override
    public String canonical(String text) {
      OptionalLong value = wholeNumber(text);
      return value.isPresent() && value.getAsLong() >= min && value.getAsLong() <= max
          ? Long.toString(value.getAsLong())
          : null;
    }

    @Override
    public String expected() {
      return "a whole number in [" + min + ", " + max + "]";
    }
  }

  /**
   * Decimal numbers between two bounds.
   *
   * @param min lower bound, part of the domain if {@code minIncluded}
   * @param max upper bound, part of the domain if {@code maxIncluded}
   */
  record Real(double min, boolean minIncluded, double max, boolean maxIncluded) implements Domain {
    // Double.parseDouble also accepts "NaN", "0x1p3" and "1f"
    private static final Pattern DECIMAL =
        Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    @Override
    public String canonical(String text) {
      if (!DECIMAL.matcher(text).matches()) {
        return null;
      }
      double value = Double.parseDouble(text);
      boolean above = minIncluded ? value >= min : value > min;
      boolean below = maxIncluded ? value <= max : value < max;
      return above && below ? shortest(value) : null;
    }

    @Override
    public String expected() {
      return "a number in "
          + (minIncluded ? "[" : "(")
          + shortest(min)
          + ", "
          + shortest(max)
          + (maxIncluded ? "]" : ")");
    }

    /** Returns the shortest decimal that parses to the same double. */
    private static String shortest(double value) {
      if (value == 0) {
        return "0";
      }
      boolean plain = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7;
      return plain
          ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
          : Double.toString(value).replace(".0E", "e").replace('E', 'e');
    }
  }

  /**
   * Sizes separated by colons, such as {@code 100:100}. Empty text and {@code 0} both mean none.
   *
   * @param maxSizes maximum number of sizes
   * @param max maximum of each size; the minimum is 1
   */
  record Sizes(int maxSizes, int max) implements Domain {
    @Override
    public String canonical(String text) {
      if (text.isEmpty() || text.equals("0")) {
        return "0";
      }
      String[] sizes = text.split(":", -1);
      Whole each = new Whole(1, max);
      List<String> canonical =
          Arrays.stream(sizes).map(size -> each.canonical(size.strip())).toList();
      return sizes.length > maxSizes || canonical.contains(null)
          ? null
          : String.join(":", canonical);
    }

    @Override
    public String expected() {
      return "0 (none) or at most "
          + maxSizes
          + " sizes in [1, "
          + max
          + "] separated by colons, such as 100:100";
    }
  }

  /**
   * Columns, numbered from 0, with the number of values of each, such as {@code 3x7:5x12}; or
   * {@code none}. The canonical form is sorted by column.
   *
   * @param max maximum number of values of one column
   */
  record Columns(int max) implements Domain {
    @Override
    public String canonical(String text) {
      if (text.equals("none")) {
        return text;
      }
      SortedMap<Integer, Integer> values = new TreeMap<>();
      for (String each : text.split(":", -1)) {
        String[] pair = each.strip().split("x", -1);
        String column =
            pair.length == 2 ? new Whole(0, Integer.MAX_VALUE).canonical(pair[0]) : null;
        String count = pair.length == 2 ? new Whole(1, max).canonical(pair[1]) : null;
        if (column == null
            || count == null
            || values.put(Integer.valueOf(column), Integer.valueOf(count)) != null) {
          return null;
        }
      }
      return values.entrySet().stream()
          .map(column -> column.getKey() + "x" + column.getValue())
          .collect(Collectors.joining(":"));
    }

    @Override
    public String expected() {
      return "none, or columns from 0 with the number of values of each, separated by colons, "
          + "such as 3x7:5x12";
    }
  }

  /**
   * Texts that match a pattern; each is its own canonical form.
   *
   * @param pattern regular expression that the whole text has to match
   * @param expected description of the accepted texts
   */
  record Form(String pattern, String expected) implements Domain {
    @Override
    public String canonical(String text) {
      return text.matches(pattern) ? text : null;
    }
  }

  /**
   * Path of a file. The expression holds only the path, not the content.
   *
   * @param expected description of the file
   */
  record File(String expected) implements Domain {
    @Override
    public String canonical(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  /** One of a few texts. */
  record Choice(List<String> texts) implements Domain {
    public Choice {
      texts = List.copyOf(texts);
    }

    /** Returns the choice between the constants of an enum, each written by {@link #textOf}. */
    static <E extends Enum<E>> Choice of(Class<E> type) {
      return new Choice(Arrays.stream(type.getEnumConstants()).map(Choice::textOf).toList());
    }

    /** Returns the text of an enum constant: {@code he-all} for {@code HE_ALL}. */
    public static String textOf(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the enum constant that {@link #textOf} maps to a text. */
    static <E extends Enum<E>> E parse(String text, Class<E> type) {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public String canonical(String text) {
      return texts.contains(text) ? text : null;
    }

    @Override
    public String expected() {
      return texts.stream().collect(Collectors.joining(", ", "one of ", ""));
    }
  }

  private static OptionalLong wholeNumber(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException notWhole) {
      return OptionalLong.empty();
    }
  }
}
