package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.learner.scorecard.LearnerSnapshot;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.state.StateBytes;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointFile.Section;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

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

  /** Section with the keys of the examples in buffers, holdouts and pending steps. */
  static final String KEYS = "keys";

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

  private StateBytes keys() {
    long[] keys = learner.keys();
    var state = new StateBytes();
    new StateWriter(state).put(keys, keys.length);
    return state;
  }

  /** Returns the keys in the section {@link #KEYS}. */
  static LongStream readKeys(InputStream section) {
    return Arrays.stream(new StateReader(section).getLongs());
  }

  /** Returns the SHA-256 digest of the learner's state, without scorecards, in hex. */
  String digest() {
    return HexFormat.of().formatHex(learner.learnerDigest());
  }

  /** Returns the sections of a checkpoint. */
  List<Section> sections() {
    return List.of(
        Section.of(SERVICE, service),
        Section.of(KEYS, keys()),
        new Section(CheckpointFile.LEARNER, learner.size(), learner::writeTo));
  }

  /** Returns memory for the next copy. Nothing may use this state any more. */
  void release() {
    learner.release();
  }
}
