package dev.lethe.learner.scorecard;

import dev.lethe.learner.Example;
import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.Role;

/**
 * A learner whose every window ends in a scorecard. It learns what {@link Learner} learns from the
 * same stream, bit for bit, whatever shadows there are.
 *
 * <p>Used by one thread at a time. It holds native memory until it is closed.
 */
public final class ScoredLearner implements AutoCloseable {
  private final Scoring scoring;
  private final Learner learner;

  /**
   * @param spec of the learner; its shadows follow from it
   * @param listener is told what happens, from within the calls of this object
   */
  public ScoredLearner(LearnerSpec spec, Shadows shadows, ScorecardListener listener) {
    this.scoring = new Scoring(spec, shadows, listener);
    this.learner = new Learner(spec, scoring);
  }

  /**
   * Takes the next example of the stream, as {@link Learner#accept} does.
   *
   * @throws IllegalArgumentException if the learner rejects it; nothing has changed then
   */
  public void accept(Example example) {
    learner.accept(example);
    if (example.role() == Role.EVALUATE) {
      scoring.evaluate(example);
    }
    scoring.catchUp();
  }

  /** Predicts what waits, as {@link Learner#predictPending} does. */
  public void predictPending() {
    learner.predictPending();
    scoring.catchUp();
  }

  /** The learner itself, to be asked how it is; examples are to be given to this object only. */
  public Learner learner() {
    return learner;
  }

  @Override
  public void close() {
    try (learner) {
      scoring.close();
    }
  }
}
