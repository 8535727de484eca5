package dev.lethe.common.text;

import java.util.regex.Pattern;

/** Words of command lines as a shell expects them. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWords() {}

  /**
   * Returns a word in single quotes, if a shell would not take it literally: {@code 'er(memory=5)'}
   * for {@code er(memory=5)}, but {@code naive} for {@code naive}.
   */
  public static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
