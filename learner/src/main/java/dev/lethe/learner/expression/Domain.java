package dev.lethe.learner.expression;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The values that a key may take, and the one way in which each of them is written. */
public sealed interface Domain {
  /**
   * The value in canonical form, or null if it is outside the domain.
   *
   * @param text the value as it was written, without surrounding white space
   */
  String canonical(String text);

  /** What would have been accepted, in words that end a sentence. */
  String wanted();

  /** Whole numbers of {@code [least, most]}. */
  record Whole(long least, long most) implements Domain {
    @Override
    public String canonical(String text) {
      OptionalLong value = wholeNumber(text);
      return value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most
          ? Long.toString(value.getAsLong())
          : null;
    }

    @Override
    public String wanted() {
      return "a whole number in [" + least + ", " + most + "]";
    }
  }

  /**
   * Decimal numbers between two bounds.
   *
   * @param least the lower bound, which is itself allowed only if {@code leastAllowed}
   * @param most the upper bound, which is itself allowed only if {@code mostAllowed}
   */
  record Real(double least, boolean leastAllowed, double most, boolean mostAllowed)
      implements Domain {
    // Double.parseDouble also takes "NaN", "0x1p3" and "1f", none of which belongs here.
    private static final Pattern DECIMAL =
        Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    @Override
    public String canonical(String text) {
      if (!DECIMAL.matcher(text).matches()) {
        return null;
      }
      double value = Double.parseDouble(text);
      boolean above = leastAllowed ? value >= least : value > least;
      boolean below = mostAllowed ? value <= most : value < most;
      return above && below ? shortest(value) : null;
    }

    @Override
    public String wanted() {
      return "a number in "
          + (leastAllowed ? "[" : "(")
          + shortest(least)
          + ", "
          + shortest(most)
          + (mostAllowed ? "]" : ")");
    }

    /** The shortest decimal that reads back as the same double. */
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
   * Sizes separated by colons, {@code 100:100}. No text and {@code 0} both mean no size at all.
   *
   * @param mostSizes how many sizes there may be
   * @param most the largest of one size; the least is 1
   */
  record Sizes(int mostSizes, int most) implements Domain {
    @Override
    public String canonical(String text) {
      if (text.isEmpty() || text.equals("0")) {
        return "0";
      }
      String[] sizes = text.split(":", -1);
      Whole each = new Whole(1, most);
      List<String> canonical =
          Arrays.stream(sizes).map(size -> each.canonical(size.strip())).toList();
      return sizes.length > mostSizes || canonical.contains(null)
          ? null
          : String.join(":", canonical);
    }

    @Override
    public String wanted() {
      return "0 (none) or at most "
          + mostSizes
          + " sizes in [1, "
          + most
          + "] separated by colons, such as 100:100";
    }
  }

  /**
   * Columns and how many values each of them has, {@code 3x7:5x12}, or {@code none}; canonical in
   * the order of the columns, which count from 0.
   *
   * @param most values of one column
   */
  record Columns(int most) implements Domain {
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
        String count = pair.length == 2 ? new Whole(1, most).canonical(pair[1]) : null;
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
    public String wanted() {
      return "none, or columns from 0 with how many values each of them has, separated by colons, "
          + "such as 3x7:5x12";
    }
  }

  /**
   * A text of a certain form, which is its own canonical form.
   *
   * @param pattern a regular expression for all of it
   * @param wanted what it asks for, in words
   */
  record Form(String pattern, String wanted) implements Domain {
    @Override
    public String canonical(String text) {
      return text.matches(pattern) ? text : null;
    }
  }

  /**
   * The path of a file, of which the expression says no more than where it is.
   *
   * @param wanted what it asks for, in words
   */
  record File(String wanted) implements Domain {
    @Override
    public String canonical(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  /** One of a few words. */
  record Choice(List<String> words) implements Domain {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public String canonical(String text) {
      return words.contains(text) ? text : null;
    }

    @Override
    public String wanted() {
      return words.stream().collect(Collectors.joining(", ", "one of ", ""));
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
