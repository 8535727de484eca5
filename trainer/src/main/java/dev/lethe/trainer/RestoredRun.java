package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.travel.RunMoment;
import java.util.Map;
import java.util.Optional;

/**
 * A run as it was at a moment. Holds native memory until closed.
 *
 * @param at the moment
 * @param run newest record of the run
 * @param scored learner at the moment, with its accuracy matrix
 * @param checkpoint checkpoint from which the state was restored; empty if the journal was replayed
 *     from its beginning
 * @param reached content of the learner
 */
public record RestoredRun(
    RunMoment at,
    Run run,
    ScoredLearner scored,
    Optional<CheckpointHeader> checkpoint,
    RecoveryPoint reached)
    implements AutoCloseable {

  /** Returns, by partition of the input, the offset after the last consumed record. */
  public Map<Integer, Long> ends() {
    return reached.ends();
  }

  /** Returns the learner at the moment. */
  public Learner learner() {
    return scored.learner();
  }

  @Override
  public void close() {
    scored.close();
  }
}
