package dev.lethe.learner.stream;

/** Result of offering one example to a learner. */
public sealed interface ExampleOutcome {
  /**
   * Returns the learning step that the example belongs to, counted from 0. An example that opens a
   * window belongs to the first step of that window; a {@link Role#BOUNDARY} belongs to the step
   * that it completes.
   */
  long step();

  /**
   * Returns {@link #step()} of an accepted example, for callers whose examples are always valid.
   *
   * @throws IllegalArgumentException with the reason, if the example was rejected
   */
  long requireAccepted();

  /**
   * The learner predicts, learns or holds out the example.
   *
   * @param step step that the example belongs to
   */
  record Accepted(long step) implements ExampleOutcome {
    @Override
    public long requireAccepted() {
      return step;
    }
  }

  /**
   * The example does not fit the learner, which has not changed.
   *
   * @param step step that the next example will belong to if it opens no window
   * @param reason key, the value it got and what it expected
   */
  record Rejected(long step, String reason) implements ExampleOutcome {
    @Override
    public long requireAccepted() {
      throw new IllegalArgumentException(reason);
    }
  }
}
