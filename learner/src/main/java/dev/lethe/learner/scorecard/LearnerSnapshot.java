package dev.lethe.learner.scorecard;

import dev.lethe.learner.state.StateBytes;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.ExampleKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Copy of a {@link ScoredLearner}'s state at one moment. Any thread may write it or compute its
 * digest while the learner continues.
 */
public final class LearnerSnapshot {
  private final StateBytes learner;
  private final StateBytes scorecard;
  private final long[] keys;

  /**
   * @param keys keys of the examples in both, in any order; not copied
   */
  LearnerSnapshot(StateBytes learner, StateBytes scorecard, long[] keys) {
    this.learner = learner;
    this.scorecard = scorecard;
    this.keys = keys;
  }

  /** Returns what {@link ScoredLearner#keys} returned at the moment of the copy. */
  public long[] keys() {
    return ExampleKey.distinct(keys);
  }

  /** Returns the size of the state, in bytes. */
  public long size() {
    return learner.size() + scorecard.size();
  }

  /**
   * Writes what {@link ScoredLearner#restore} reads.
   *
   * @param out stream to write; neither flushed nor closed
   */
  public void writeTo(OutputStream out) throws IOException {
    learner.writeTo(out);
    scorecard.writeTo(out);
  }

  /**
   * Returns the SHA-256 digest of the learner's state, without scorecards: what {@link
   * dev.lethe.learner.Learner#digest} returned at the moment of the copy.
   */
  public byte[] learnerDigest() {
    return StateWriter.digest(
        out -> {
          try {
            learner.writeTo(out.stream());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Returns memory for the next copy. Nothing may use this copy any more. */
  public void release() {
    learner.release();
    scorecard.release();
  }
}
