package dev.lethe.learner;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.ExampleKey;
import dev.lethe.learner.stream.ExampleOutcome;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Role;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Predicts the examples of a stream and trains a model on them.
 *
 * <p>The same {@link LearnerSpec} and the same sequence of {@link #accept} give bit-identical
 * results, regardless of calls of {@link #predictPending} in between and of other learners in the
 * process. (Only confidences may differ in their last bits, depending on the rows that shared a
 * forward pass.)
 *
 * <p>Not thread-safe. Holds native memory until closed.
 */
public final class Learner implements AutoCloseable {
  private static final String FORMAT = "lethe-learner-6";

  private final LearnerSpec spec;

  /** Made once: it would take half of the time in which learning waits for a copy of the state. */
  private final String specification;

  private final Learning learning;

  /**
   * @param listener receives predictions, evaluations and metrics during calls of this object
   * @throws IllegalArgumentException if the model does not fit the examples, or the method does not
   *     fit the model
   */
  public Learner(LearnerSpec spec, LearnerListener listener) {
    this.spec = requireNonNull(spec, "spec");
    this.specification = spec.toString();
    this.learning = new Learning(spec, requireNonNull(listener, "listener"));
  }

  /**
   * Offers the next example of the stream. A rejected example changes nothing.
   *
   * @return the learning step that the example belongs to, and the reason if it was rejected
   */
  public ExampleOutcome accept(Example example) {
    Optional<String> reason = ExampleCheck.reject(spec, example);
    return reason.isPresent()
        ? new ExampleOutcome.Rejected(step(), reason.get())
        : new ExampleOutcome.Accepted(learning.accept(example));
  }

  /**
   * Predicts all examples that wait for their learning step and have no prediction yet, with the
   * current model, so that a slow stream does not wait for a full batch. Does not affect training.
   */
  public void predictPending() {
    learning.pending().predict();
  }

  /** Returns true if an accepted example waits for its prediction. */
  public boolean hasUnpredicted() {
    return learning.pending().hasUnpredicted();
  }

  /** Returns the learning steps completed. */
  public long step() {
    return learning.progress().step();
  }

  /** Returns the LEARN examples accepted, labelled or not. */
  public long examples() {
    return learning.progress().examples();
  }

  /** Returns the number of the newest window, -1 before the first. */
  public int window() {
    return learning.progress().windows().number();
  }

  /** Returns true if a task window is open: it has begun and not ended. */
  public boolean isWindowOpen() {
    return learning.progress().windows().isOpen();
  }

  /** Returns true if a window is open and would end before this example. */
  public boolean endsWindow(Example example) {
    return example.role() != Role.EVALUATE
        && learning.progress().windows().endsBefore(example.task(), example.eventTime());
  }

  /**
   * Evaluates the model on all retained holdouts, outside the schedule of the specification. Does
   * not affect training.
   *
   * @return one result per retained, non-empty holdout, ordered by window
   */
  public List<HoldoutResult> evaluateNow() {
    return learning.evaluateNow();
  }

  /**
   * Returns the largest event time accepted, ms since the epoch; {@link Long#MIN_VALUE} before the
   * first example.
   */
  public long eventTime() {
    return learning.progress().eventTime();
  }

  /**
   * Returns copies of the trained parameters, then of the buffers (such as running statistics),
   * each under its name in the state of an equal PyTorch module.
   */
  public List<NamedArray> parameters() {
    return learning.assembly().parameters();
  }

  /**
   * Returns copies like {@link #parameters}, with the parameters that predictions use; empty if
   * these are the trained ones. Some methods predict with averaged parameters.
   */
  public Optional<List<NamedArray>> servedParameters() {
    return learning.assembly().servedParameters();
  }

  /** Returns the classes that the model was trained on; most heads predict only these. */
  public BitSet trainedClasses() {
    return learning.assembly().trainedClasses();
  }

  /**
   * Removes all rows of some examples from buffers, holdouts and the examples that wait for their
   * learning step. First predicts all pending examples, so that no prediction is lost. Statistics
   * of many examples stay: parameters, class means, importances, moments, and the errors and norms
   * that detectors and the guard compare. Free places are taken by later examples. Draws no random
   * numbers.
   *
   * @param keys {@link dev.lethe.learner.stream.ExampleKey}s of the examples
   */
  public Forgotten forget(Set<Long> keys) {
    return learning.forget(Set.copyOf(keys));
  }

  /**
   * Returns the keys of all examples of which the saved state has a row, in ascending order,
   * without repetitions.
   */
  public long[] keys() {
    LongStream.Builder keys = LongStream.builder();
    forEachKey(keys);
    return ExampleKey.distinct(keys.build().toArray());
  }

  /** Passes the keys of all rows that the state has, in any order and with repetitions. */
  public void forEachKey(LongConsumer action) {
    learning.forEachKey(action);
  }

  /**
   * Returns the SHA-256 digest of the learner's specification and complete state. Two learners with
   * the same digest behave identically from here on.
   */
  public byte[] digest() {
    return StateWriter.digest(this::write);
  }

  /**
   * Returns the size of the complete state as {@link #save} writes it, in bytes: parameters, state
   * of the optimizer, buffers and holdouts.
   */
  public long stateSize() {
    return StateWriter.size(this::write);
  }

  /**
   * Saves the complete state, from which {@link #restore} continues bit for bit. First predicts all
   * pending examples, so that no prediction is lost.
   *
   * @param out stream to write to; neither flushed nor closed
   */
  public void save(OutputStream out) {
    learning.pending().predict();
    write(new StateWriter(out));
  }

  private void write(StateWriter out) {
    out.put(FORMAT).put(specification);
    learning.save(out);
  }

  /**
   * Restores the state saved by {@link #save} into a learner of the same specification that has
   * accepted no example. Does not call the listener.
   *
   * @param in stream to read from; not closed
   * @throws dev.lethe.learner.state.StateMismatchException if the state is damaged or was saved by
   *     a learner of another specification; this learner is unusable then
   */
  public void restore(InputStream in) {
    StateReader reader = new StateReader(in);
    reader.expect("format of the state", FORMAT);
    reader.expect("specification", specification);
    learning.restore(reader);
  }

  /**
   * Takes over the state of another learner, whose method or window rule may differ. Parts that
   * both have keep their state; new parts start empty. This learner must have accepted no example.
   *
   * @param other learner at a moment when it has no unpredicted examples
   * @return parts that were taken over, and parts that were not
   * @throws IllegalArgumentException if the models, the examples or the batch sizes differ
   */
  public Adoption adopt(Learner other) {
    requireSame("features", spec.features(), other.spec.features());
    requireSame("classes", spec.classes(), other.spec.classes());
    requireSame("model", spec.model().toString(), other.spec.model().toString());
    requireSame("batch.size", spec.batchSize(), other.spec.batchSize());
    requireSame("holdout", spec.holdout(), other.spec.holdout());
    return learning.adopt(other.learning);
  }

  private static void requireSame(String key, Object got, Object expected) {
    if (!got.equals(expected)) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected '%s' as before: a fork keeps it".formatted(key, got, expected));
    }
  }

  @Override
  public void close() {
    learning.close();
  }
}
