package dev.lethe.trainer.travel;

/**
 * A run at a moment, written {@code RUN@MOMENT}, or {@code RUN} for its newest state.
 *
 * @param run name of the run
 * @param moment moment of the run
 */
public record RunMoment(String run, Moment moment) {
  /**
   * Parses {@code RUN}, {@code RUN@window:3}, {@code RUN@offset:0/12345}, {@code RUN@step:2000} or
   * {@code RUN@2026-11-28T10:00:00Z}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static RunMoment parse(String text) {
    int at = text.indexOf('@');
    String run = at < 0 ? text : text.substring(0, at);
    if (run.isEmpty()) {
      throw new IllegalArgumentException(
          "run: got '%s', expected RUN or RUN@ with %s".formatted(text, Moment.FORMS));
    }
    return new RunMoment(run, at < 0 ? new Moment.Newest() : Moment.parse(text.substring(at + 1)));
  }

  @Override
  public String toString() {
    return moment instanceof Moment.Newest ? run : run + "@" + moment;
  }
}
