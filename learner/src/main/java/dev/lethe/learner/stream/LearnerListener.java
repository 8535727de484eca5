package dev.lethe.learner.stream;

/**
 * Receives a learner's predictions, evaluations and metrics. The learner calls its listener in
 * stream order, on the thread that called the learner. An exception thrown by a listener propagates
 * to that caller and leaves the learner unusable.
 */
public interface LearnerListener {
  /** Receives the prediction of a LEARN example by a model that was not trained on it. */
  default void predicted(Example example, Prediction prediction) {}

  /** Is called when a task window opens. */
  default void windowOpened(TaskWindow window) {}

  /**
   * Is called before the model is trained on an example whose task the open window contains.
   * EVALUATE examples of this task join the holdout of the window.
   */
  default void taskContained(String task) {}

  /** Is called when a task window has ended and the model was trained on all of its examples. */
  default void windowClosed(TaskWindow window) {}

  /** Receives the evaluation of the model on the holdouts. */
  default void evaluated(Evaluation evaluation) {}

  /**
   * Is called after every learning step.
   *
   * @param step learning steps completed
   */
  default void stepped(long step) {}

  /**
   * Receives metrics of the model and of each part of the method, by name.
   *
   * <ul>
   *   <li>{@code loss}: objective, nats, mean over the steps since the last report
   *   <li>{@code loss.fresh}, {@code loss.replay} and so on: terms of the objective, same mean
   *   <li>{@code replay.loss}: cross-entropy of the replayed examples, same mean
   *   <li>{@code replay.gap}: {@code replay.loss} minus the cross-entropy of the fresh examples;
   *       far below 0 if the model has memorised the replayed examples
   *   <li>{@code steps.skipped}: steps without an update because the loss or gradient was not
   *       finite, or because the guard kept all of their examples out
   *   <li>{@code steps.clipped}: steps whose gradient was clipped ({@link
   *       dev.lethe.learner.guard.GradientClip})
   *   <li>{@code examples.guarded}: examples kept out of training because their features were
   *       absurd ({@link dev.lethe.learner.guard.RowGuard})
   *   <li>{@code units.dormant.share}, {@code units.dead.share}, {@code units.saturated.share},
   *       {@code layer0.dormant.share} …: activity of the hidden units on the rows of the newest
   *       step that ended in a report ({@link dev.lethe.learner.health.UnitActivity})
   *   <li>{@code rank.effective}, {@code rank.stable}: ranks of the last hidden layer on the same
   *       rows ({@link dev.lethe.learner.health.Ranks})
   *   <li>{@code weights.norm}, {@code weights.distance}: ‖θ‖₂ and ‖θ − θ₀‖₂
   *   <li>{@code gradient.norm}: Euclidean norm over all parameters, at the newest step that ended
   *       in a report
   *   <li>{@code samples.drawn}: examples replayed since the start of the run
   *   <li>{@code buffer.size}, {@code buffer.bytes}: size of the replay buffer
   *   <li>{@code holdout.size}, {@code holdout.bytes}: size of the holdouts of all windows
   *   <li>{@code holdout.absurd}: held-out examples that are absurd and do not count in evaluations
   *   <li>{@code holdout.waiting}: EVALUATE examples whose task no window has contained yet
   * </ul>
   *
   * Metrics that do not apply yet, or not to this method, are absent.
   */
  default void health(HealthReport report) {}
}
