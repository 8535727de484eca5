package dev.lethe.learner;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.ExampleOutcome;
import dev.lethe.learner.stream.LearnerListener;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Predicts a stream and learns from it, example by example.
 *
 * <p>The same {@link LearnerSpec} and the same sequence of {@link #accept} give the same bits,
 * whatever calls of {@link #predictPending} come between and whatever other learners do in the same
 * process. (Confidences may differ in their last bits with the rows that shared a forward pass.)
 *
 * <p>Used by one thread at a time. It holds native memory until it is closed.
 */
public final class Learner implements AutoCloseable {
  private static final String FORMAT = "lethe-learner-3";

  private final LearnerSpec spec;
  private final Learning learning;

  /**
   * @param listener is told what happens, from within the calls of this object
   * @throws IllegalArgumentException if the model does not fit the examples, or the method the
   *     model
   */
  public Learner(LearnerSpec spec, LearnerListener listener) {
    this.spec = requireNonNull(spec, "spec");
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
   * Predicts, by the model as it is, the examples that wait for their learning step and have not
   * been predicted, so that a slow stream waits for no batch. What is learnt does not change.
   */
  public void predictPending() {
    learning.pending().predict();
  }

  /** Learning steps completed. */
  public long step() {
    return learning.course().step();
  }

  /** LEARN examples accepted, labelled or not. */
  public long examples() {
    return learning.course().examples();
  }

  /** Number of the newest window, -1 before the first. */
  public int window() {
    return learning.course().windows().number();
  }

  /** Largest event time accepted, ms since the epoch; {@link Long#MIN_VALUE} before the first. */
  public long eventTime() {
    return learning.course().eventTime();
  }

  /**
   * SHA-256 of everything that decides what this learner will do: two learners of one specification
   * with the same digest are the same.
   */
  public byte[] digest() {
    return StateWriter.digest(this::write);
  }

  /**
   * Writes everything that decides what this learner will do, so that {@link #restore} can continue
   * from here bit for bit. What waits to be predicted is predicted first: nothing of a learner that
   * goes on here is lost.
   *
   * @param out is neither flushed nor closed
   */
  public void save(OutputStream out) {
    learning.pending().predict();
    write(new StateWriter(out));
  }

  private void write(StateWriter out) {
    out.put(FORMAT).put(spec.toString());
    learning.save(out);
  }

  /**
   * Takes what {@link #save} wrote, into a learner of the same specification that has accepted
   * nothing. The listener is not told of anything again.
   *
   * @param in is not closed
   * @throws dev.lethe.learner.state.StateMismatchException if it was written by a learner of
   *     another specification, or is no such state; this learner is of no use then
   */
  public void restore(InputStream in) {
    StateReader reader = new StateReader(in);
    reader.expect("format of the state", FORMAT);
    reader.expect("specification", spec.toString());
    learning.restore(reader);
  }

  @Override
  public void close() {
    learning.close();
  }
}
