package dev.lethe.learner.guard;

/**
 * Rule that keeps absurd values out of training.
 *
 * @param ratio multiple of the usual magnitude above which a value is absurd, at least 2; infinity
 *     switches the guard off
 * @param steps true to guard steps by their logits too, not only rows by their norm
 */
public record GuardRule(double ratio, boolean steps) {
  /** Switches the guard off. */
  public static final GuardRule OFF = new GuardRule(Double.POSITIVE_INFINITY, false);

  /** Acts on rows 10 times larger than usual. */
  public static final GuardRule DEFAULT = new GuardRule(10, false);

  private static final String OFF_TEXT = "off";
  private static final String STEPS_SUFFIX = ":steps";

  public GuardRule {
    if (!(ratio >= 2)) {
      throw new IllegalArgumentException(message(String.valueOf(ratio)));
    }
  }

  private static String message(String got) {
    return "guard: got '" + got + "', expected 'off', a number of at least 2, or NUMBER:steps";
  }

  /**
   * Parses {@code off}, a ratio, or a ratio followed by {@code :steps}.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static GuardRule parse(String text) {
    if (text.equals(OFF_TEXT)) {
      return OFF;
    }
    boolean steps = text.endsWith(STEPS_SUFFIX);
    String ratio = steps ? text.substring(0, text.length() - STEPS_SUFFIX.length()) : text;
    try {
      return new GuardRule(Double.parseDouble(ratio), steps);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(message(text), e);
    }
  }

  /** Returns true if the guard never acts. */
  public boolean isOff() {
    return Double.isInfinite(ratio);
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return isOff() ? OFF_TEXT : ratio + (steps ? STEPS_SUFFIX : "");
  }
}
