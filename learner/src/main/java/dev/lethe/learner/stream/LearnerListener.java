package dev.lethe.learner.stream;

/**
 * What a learner has to tell. It calls on the thread that called it, in stream order, and waits for
 * the return. What a listener throws goes through to the caller and leaves the learner unusable.
 */
public interface LearnerListener {
  /** A LEARN example has been predicted, by a model that has not learnt from it. */
  default void predicted(Example example, Prediction prediction) {}

  /** A task window has begun. */
  default void windowOpened(TaskWindow window) {}

  /** A task window has ended, all of its examples are learnt. */
  default void windowClosed(TaskWindow window) {}

  /** The holdouts have been predicted. */
  default void evaluated(Evaluation evaluation) {}

  /**
   * A learning step is complete.
   *
   * @param step how many are
   */
  default void stepped(long step) {}

  /**
   * How the learner is, and what each part of its method did.
   *
   * <ul>
   *   <li>{@code loss}: objective, nats, mean of the steps since the last report
   *   <li>{@code loss.fresh}, {@code loss.replay} and so on: the terms of the objective, likewise
   *   <li>{@code replay.loss}: cross-entropy of the replayed examples, likewise
   *   <li>{@code replay.gap}: that minus the cross-entropy of the fresh ones; far below 0, what is
   *       replayed is known by heart
   *   <li>{@code steps.skipped}: steps that changed nothing since their loss was no finite number
   *   <li>{@code units.dormant.share}, {@code units.dead.share}, {@code units.saturated.share},
   *       {@code layer0.dormant.share} …: hidden units on the rows of the newest step that ended in
   *       a report ({@link dev.lethe.learner.health.UnitActivity})
   *   <li>{@code rank.effective}, {@code rank.stable}: of the last hidden layer on the same rows
   *       ({@link dev.lethe.learner.health.Ranks})
   *   <li>{@code weights.norm}, {@code weights.distance}: ‖θ‖₂ and ‖θ − θ₀‖₂
   *   <li>{@code gradient.norm}: Euclidean norm over all parameters, at the newest step that ended
   *       in a report
   *   <li>{@code samples.drawn}: examples replayed since the beginning
   *   <li>{@code buffer.size}, {@code buffer.bytes}: the rehearsal buffer
   *   <li>{@code holdout.size}, {@code holdout.bytes}: the holdouts of all windows together
   * </ul>
   *
   * Figures that do not exist (of a part the method lacks, of a step that has not been) are absent.
   */
  default void health(HealthReport report) {}
}
