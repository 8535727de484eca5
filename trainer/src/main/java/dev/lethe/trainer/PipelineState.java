package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.learner.scorecard.LearnerSnapshot;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.state.StateBytes;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointFile.Section;
import java.util.HexFormat;
import java.util.List;

/**
 * Copy of a pipeline's state at one moment, for a checkpoint.
 *
 * @param learner learner and scorecards
 * @param service counts of the service and newest health; no bytes for none
 * @param step learning steps completed
 * @param examples LEARN examples accepted
 * @param window newest window, -1 before the first
 * @param eventTime largest event time, ms since the epoch; {@link Long#MIN_VALUE} before the first
 */
record PipelineState(
    LearnerSnapshot learner,
    StateBytes service,
    long step,
    long examples,
    int window,
    long eventTime) {
  /** Section with the counts of the service. */
  static final String SERVICE = "service";

  /** Returns the state of a learner that has no service yet. */
  static PipelineState of(ScoredLearner scored) {
    LearnerSnapshot snapshot = scored.snapshot();
    Learner learner = scored.learner();
    return new PipelineState(
        snapshot,
        new StateBytes(),
        learner.step(),
        learner.examples(),
        learner.window(),
        learner.eventTime());
  }

  /** Returns the SHA-256 digest of the learner's state, without scorecards, in hex. */
  String digest() {
    return HexFormat.of().formatHex(learner.learnerDigest());
  }

  /** Returns the sections of a checkpoint. */
  List<Section> sections() {
    return List.of(
        Section.of(SERVICE, service),
        new Section(CheckpointFile.LEARNER, learner.size(), learner::writeTo));
  }
}
