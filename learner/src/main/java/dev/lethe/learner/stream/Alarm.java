package dev.lethe.learner.stream;

import java.util.regex.Pattern;

/**
 * A problem of a run that needs attention.
 *
 * @param name kind of the problem, in dot.case, e.g. {@code diverged} or {@code dead.letters}; a
 *     run has at most one alarm of a name
 * @param text one sentence: the problem, its extent and the remedy
 */
public record Alarm(String name, String text) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(\\.[a-z0-9]+)*");

  public Alarm {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "alarm: got '%s', expected a name in dot.case".formatted(name));
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "alarm '%s': got no text, expected a sentence".formatted(name));
    }
  }
}
