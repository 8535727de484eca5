package dev.lethe.learner.guard;

import static java.util.Objects.requireNonNull;

/**
 * Rule that keeps absurd values from the parameters.
 *
 * @param ratio multiple of the usual norm above which a row is absurd, at least 2; infinity accepts
 *     all rows
 * @param clip limit of the gradient's norm
 */
public record GuardRule(double ratio, GradientClip clip) {
  /** Switches the guard off. */
  public static final GuardRule OFF = new GuardRule(Double.POSITIVE_INFINITY, GradientClip.NONE);

  /** Acts on rows 30 times larger than usual, and clips no gradient. */
  public static final GuardRule DEFAULT = new GuardRule(30, GradientClip.NONE);

  private static final String OFF_TEXT = "off";
  private static final String CLIP = ":clip=";

  public GuardRule {
    requireNonNull(clip, "clip");
    if (!(ratio >= 2)) {
      throw new IllegalArgumentException(message(String.valueOf(ratio)));
    }
    if (!(clip.maxNorm() > 0)) {
      throw new IllegalArgumentException(message(CLIP + clip.maxNorm()));
    }
  }

  private static String message(String got) {
    return "guard: got '"
        + got
        + "', expected 'off' or a number of at least 2, and then nothing or ':clip=NORM', e.g."
        + " 30:clip=1";
  }

  /**
   * Parses {@code off} or a ratio, optionally followed by {@code :clip=} and the largest norm of a
   * gradient.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static GuardRule parse(String text) {
    int clip = text.indexOf(CLIP);
    String rows = clip < 0 ? text : text.substring(0, clip);
    try {
      double ratio = rows.equals(OFF_TEXT) ? Double.POSITIVE_INFINITY : Double.parseDouble(rows);
      double norm =
          clip < 0
              ? Double.POSITIVE_INFINITY
              : Double.parseDouble(text.substring(clip + CLIP.length()));
      return new GuardRule(ratio, new GradientClip(norm));
    } catch (IllegalArgumentException e) {
      // also of the constructor, whose message has the numbers and not the text
      throw new IllegalArgumentException(message(text), e);
    }
  }

  /** Returns true if all rows are accepted. */
  public boolean acceptsAllRows() {
    return Double.isInfinite(ratio);
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    String rows = acceptsAllRows() ? OFF_TEXT : number(ratio);
    return clip.equals(GradientClip.NONE) ? rows : rows + CLIP + number(clip.maxNorm());
  }

  private static String number(double value) {
    return value == Math.rint(value) && value < Long.MAX_VALUE
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
