package dev.lethe.common.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of command lines as a shell expects them. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** A word: characters without a meaning, and text in single or double quotes. */
  private static final Pattern WORD =
      Pattern.compile("\\s*((?:[^\\s'\"\\\\]|'[^']*'|\"[^\"]*\"|\\\\.)+)(?=\\s|$)");

  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"|\\\\(.)");

  private ShellWords() {}

  /**
   * Returns a word in single quotes, if a shell would not take it literally: {@code 'er(memory=5)'}
   * for {@code er(memory=5)}, but {@code naive} for {@code naive}.
   */
  public static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * Splits a text into words. Quotes and backslashes have the meaning that they have in a shell;
   * nothing else has one.
   *
   * @throws IllegalArgumentException if a quote has no end
   */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int end = 0;
    while (end < text.stripTrailing().length()) {
      if (!word.find(end) || word.start() != end) {
        throw new IllegalArgumentException(
            "quotes: got '%s', expected each quote twice".formatted(text));
      }
      words.add(QUOTED.matcher(word.group(1)).replaceAll(ShellWords::unquoted));
      end = word.end();
    }
    return List.copyOf(words);
  }

  private static String unquoted(MatchResult quoted) {
    for (int group = 1; group <= quoted.groupCount(); group++) {
      if (quoted.group(group) != null) {
        return Matcher.quoteReplacement(quoted.group(group));
      }
    }
    throw new IllegalStateException("a match has one of the groups");
  }
}
