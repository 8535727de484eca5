package dev.lethe.cli.deadletters;

import java.util.regex.Pattern;

/** Groups errors that differ only in the rejected value. */
final class Reason {
  /** Text for records that have no error headers. */
  static final String UNKNOWN = "(no error headers)";

  private static final int MAX_LENGTH = 120;
  private static final String EXPECTED = ", expected";
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z])-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");

  private Reason() {}

  /** Returns the reason of a letter: its error, without the value that it got. */
  static String of(DeadLetter letter) {
    return letter.error().map(Reason::shorten).orElse(UNKNOWN);
  }

  static String shorten(String error) {
    int end = error.indexOf(EXPECTED);
    String got = end < 0 ? error : error.substring(0, end);
    String masked = NUMBER.matcher(QUOTED.matcher(got).replaceAll("…")).replaceAll("…");
    String text =
        SPACE.matcher(masked + (end < 0 ? "" : error.substring(end))).replaceAll(" ").strip();
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }
}
