package dev.lethe.learner.scorecard;

import dev.lethe.learner.Adoption;
import dev.lethe.learner.Forgotten;
import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.state.FloatBlocks;
import dev.lethe.learner.state.StateBytes;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.ExampleKey;
import dev.lethe.learner.stream.ExampleOutcome;
import dev.lethe.learner.stream.Role;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Learner that publishes a scorecard at the end of every window. It trains bit for bit like {@link
 * Learner} on the same stream, with any reference networks.
 *
 * <p>This class is not thread-safe. It holds native memory until it is closed.
 */
public final class ScoredLearner implements AutoCloseable {
  private static final String FORMAT = "lethe-scorecard-4";

  private final ReferenceNetworks references;
  private final ScorecardRecorder recorder;
  private final Learner learner;
  private final FloatBlocks copies = new FloatBlocks();

  /**
   * Creates a learner.
   *
   * @param spec specification of the learner and of its reference networks
   * @param references reference networks of the scorecard
   * @param listener receives events within the calls of this object
   */
  public ScoredLearner(LearnerSpec spec, ReferenceNetworks references, ScorecardListener listener) {
    this.references = references;
    this.recorder = new ScorecardRecorder(spec, references, listener);
    this.learner = new Learner(spec, recorder);
  }

  /** Processes the next example of the stream, as {@link Learner#accept} does. */
  public ExampleOutcome accept(Example example) {
    ExampleOutcome outcome = learner.accept(example);
    if (outcome instanceof ExampleOutcome.Accepted) {
      if (example.role() == Role.EVALUATE) {
        recorder.evaluate(example);
      }
      recorder.catchUp();
    }
    return outcome;
  }

  /** Predicts pending examples, as {@link Learner#predictPending} does. */
  public void predictPending() {
    learner.predictPending();
    recorder.catchUp();
  }

  /**
   * Sets whether the next examples are replayed, so that their scorecards are not published. A
   * replay does not train networks from scratch. The state of the learner and later scorecards are
   * the same.
   */
  public void setReplaying(boolean now) {
    recorder.setReplaying(now);
  }

  /** Returns the learner for read-only use. Pass examples to this object only. */
  public Learner learner() {
    return learner;
  }

  /**
   * Removes all rows of some examples, as {@link Learner#forget} does, also from the examples and
   * the reference networks of the scorecards. Accuracies that contain these examples stay.
   *
   * @param keys {@link dev.lethe.learner.stream.ExampleKey}s of the examples
   */
  public Forgotten forget(Set<Long> keys) {
    predictPending();
    return learner.forget(keys).plus(recorder.forget(Set.copyOf(keys)));
  }

  /**
   * Returns the keys of all examples of which the saved state has a row, in ascending order,
   * without repetitions. Predicts pending examples first, as {@link #save} does.
   */
  public long[] keys() {
    predictPending();
    return ExampleKey.distinct(unsortedKeys());
  }

  private long[] unsortedKeys() {
    LongStream.Builder keys = LongStream.builder();
    learner.forEachKey(keys);
    recorder.forEachKey(keys);
    return keys.build().toArray();
  }

  /**
   * Returns the SHA-256 digest of the complete state of the learner and its scorecards. Predicts
   * pending examples first, so that the digest does not depend on earlier predictions.
   */
  public byte[] digest() {
    predictPending();
    byte[] learnerDigest = learner.digest();
    return StateWriter.digest(out -> write(out.put(learnerDigest, learnerDigest.length)));
  }

  /**
   * Writes the complete state of the learner and its scorecards. The state of the learner comes
   * first, as written by {@link Learner#save}, so a {@link Learner} can restore it without
   * scorecards.
   *
   * @param out stream to write; neither flushed nor closed
   */
  public void save(OutputStream out) {
    learner.save(out);
    recorder.catchUp();
    write(new StateWriter(out));
  }

  /**
   * Copies the complete state, to be written later by any thread. Predicts pending examples. The
   * next copy is faster if this one is released when it has been written.
   */
  public LearnerSnapshot snapshot() {
    var ofLearner = new StateBytes(copies);
    learner.save(ofLearner);
    recorder.catchUp();
    var ofScorecard = new StateBytes(copies);
    write(new StateWriter(ofScorecard));
    return new LearnerSnapshot(ofLearner, ofScorecard, unsortedKeys());
  }

  private void write(StateWriter out) {
    out.put(FORMAT).put(references.toString()).put("scoring", recorder);
  }

  /**
   * Restores the state that {@link #save} wrote. This learner must have the same specification, and
   * must not have accepted examples. With other reference networks, only the accuracy matrix of the
   * scorecards is restored, and the networks start in the next window. The listener receives no
   * events.
   *
   * @param in stream to read; not closed
   * @throws dev.lethe.learner.state.StateMismatchException if the state is damaged, or has another
   *     specification; discard this object then
   */
  public void restore(InputStream in) {
    learner.restore(in);
    StateReader reader = new StateReader(in);
    reader.expect("format of the scorecard's state", FORMAT);
    if (reader.getText().equals(references.toString())) {
      reader.get("scoring", recorder);
    } else {
      reader.expect("part of the state", "scoring");
      recorder.restoreMatrix(reader, learner.isWindowOpen());
    }
  }

  /**
   * Takes over the state of another learner and its accuracy matrix, as {@link Learner#adopt} does.
   * Reference networks start in the next window.
   *
   * @throws IllegalArgumentException if the models, the examples or the batch sizes differ
   */
  public Adoption adopt(ScoredLearner other) {
    other.predictPending();
    Adoption adoption = learner.adopt(other.learner);
    var state = new StateBytes();
    other.recorder.save(new StateWriter(state));
    recorder.restoreMatrix(new StateReader(state.open()), learner.isWindowOpen());
    return adoption;
  }

  @Override
  public void close() {
    try (learner) {
      recorder.close();
    }
  }
}
