package dev.lethe.scenarios.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits text of an ARFF file into values: separated by commas or, if there are none, by white
 * space. A value may be in single or double quotes, in which a backslash precedes a quote.
 */
final class ArffLine {
  private final String text;
  private final boolean commas;
  private final List<String> values = new ArrayList<>();
  private final StringBuilder value = new StringBuilder();
  private boolean quoted;

  private ArffLine(String text) {
    this.text = text;
    this.commas = hasComma(text);
  }

  /** Returns the values without quotes and surrounding white space. */
  static List<String> values(String text) {
    return new ArffLine(text).split();
  }

  /**
   * Returns a line without the comment at its end. It starts with a percent sign outside quotes,
   * after white space or a closing brace; in other places a percent sign belongs to a value.
   */
  static String withoutComment(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      char before = i == 0 ? ' ' : line.charAt(i - 1);
      if (c == '%' && (Character.isWhitespace(before) || before == '}')) {
        return line.substring(0, i);
      }
      if (isQuote(c) && (Character.isWhitespace(before) || before == ',' || before == '{')) {
        i = endOfQuotes(line, i) - 1;
      }
    }
    return line;
  }

  /**
   * Returns the end of the first value of a text.
   *
   * @param from index of its first character
   */
  static int endOfValue(String text, int from) {
    char first = text.charAt(from);
    if (isQuote(first)) {
      return endOfQuotes(text, from);
    }
    int end = from;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && text.charAt(end) != '{') {
      end++;
    }
    return end;
  }

  private List<String> split() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isQuote(c) && value.toString().isBlank()) {
        value.setLength(0);
        int end = endOfQuotes(text, i);
        appendQuoted(i + 1, end - 1);
        i = end - 1;
      } else if (commas ? c == ',' : Character.isWhitespace(c)) {
        endValue();
      } else if (!quoted || !Character.isWhitespace(c)) {
        value.append(c);
      }
    }
    endValue();
    return values;
  }

  private void endValue() {
    String ended = quoted ? value.toString() : value.toString().strip();
    if (commas || quoted || !ended.isEmpty()) {
      values.add(ended);
    }
    value.setLength(0);
    quoted = false;
  }

  private void appendQuoted(int from, int to) {
    quoted = true;
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\\' && i + 1 < to) {
        i++;
      }
      value.append(text.charAt(i));
    }
  }

  private static boolean hasComma(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',') {
        return true;
      }
      if (isQuote(c)) {
        i = endOfQuotes(text, i) - 1;
      }
    }
    return false;
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }

  /** Returns the index after the closing quote, or the end of the text if there is none. */
  private static int endOfQuotes(String text, int open) {
    for (int i = open + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == text.charAt(open)) {
        return i + 1;
      }
    }
    return text.length();
  }
}
