package dev.lethe.learner.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the syntax of an expression, {@code name(key=value,…)+name}, without checking that the
 * names exist. Ignores white space around names, keys and values.
 */
final class Scanner {
  /** Part as written. */
  record Written(String name, Map<String, String> arguments) {}

  private final String subject;
  private final String text;
  private int at;

  /**
   * @param subject subject of the expression, with which error messages start
   */
  Scanner(String subject, String text) {
    this.subject = subject;
    this.text = text;
  }

  List<Written> parts() {
    List<Written> parts = new ArrayList<>();
    do {
      parts.add(part());
    } while (skip('+'));
    if (at < text.length()) {
      throw expected("'+' or the end");
    }
    return parts;
  }

  private Written part() {
    String name = word("a name");
    Map<String, String> arguments = new LinkedHashMap<>();
    if (skip('(') && !skip(')')) {
      do {
        argument(arguments);
      } while (skip(','));
      if (!skip(')')) {
        throw expected("',' or ')'");
      }
    }
    return new Written(name, arguments);
  }

  private void argument(Map<String, String> arguments) {
    String key = word("a key");
    if (!skip('=')) {
      throw expected("'='");
    }
    int from = at;
    while (at < text.length() && ",()=".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (arguments.put(key, text.substring(from, at).strip()) != null) {
      throw new IllegalArgumentException(
          subject + ": got '" + key + "' twice in '" + text + "', expected it once");
    }
  }

  private String word(String description) {
    skipSpace();
    int from = at;
    while (at < text.length() && isWordCharacter(text.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw expected(description);
    }
    return text.substring(from, at);
  }

  private static boolean isWordCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  private boolean skip(char character) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == character) {
      at++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException expected(String description) {
    return new IllegalArgumentException(
        subject + ": got '" + text + "', expected " + description + " at character " + (at + 1));
  }
}
