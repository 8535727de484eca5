package dev.lethe.cli.command;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.scorecard.Shadows;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What can be known to be wrong before broker and registry have been waited for. */
final class Checks {
  private Checks() {}

  /**
   * @throws IllegalArgumentException if method, model and examples do not go together
   */
  static void learnable(LearnerSpec spec, Optional<Shadows> shadows) {
    try {
      new ScoredLearner(spec, shadows.orElse(Shadows.NONE), new ScorecardListener() {}).close();
    } catch (OutOfMemoryError e) {
      // The run itself will end by it and say so.
      LoggerFactory.getLogger(Checks.class).atDebug().setCause(e).log("memory is short for a run");
    }
  }
}
