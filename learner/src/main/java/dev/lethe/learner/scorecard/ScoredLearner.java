package dev.lethe.learner.scorecard;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Role;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A learner whose every window ends in a scorecard. It learns what {@link Learner} learns from the
 * same stream, bit for bit, whatever references there are.
 *
 * <p>Used by one thread at a time. It holds native memory until it is closed.
 */
public final class ScoredLearner implements AutoCloseable {
  private static final String FORMAT = "lethe-scorecard-1";

  private final ReferenceNetworks references;
  private final ScorecardRecorder scoring;
  private final Learner learner;

  /**
   * @param spec of the learner; its references follow from it
   * @param listener is told what happens, from within the calls of this object
   */
  public ScoredLearner(LearnerSpec spec, ReferenceNetworks references, ScorecardListener listener) {
    this.references = references;
    this.scoring = new ScorecardRecorder(spec, references, listener);
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

  /**
   * Says whether what comes has been told before, so that nobody hears of the cards: the network
   * from scratch is not trained then. The learner's state and later cards are the same.
   */
  public void replaying(boolean now) {
    scoring.replaying(now);
  }

  /** The learner itself, to be asked how it is; examples are to be given to this object only. */
  public Learner learner() {
    return learner;
  }

  /**
   * SHA-256 of everything that decides what this learner will do and what its cards will say. What
   * waits to be predicted is predicted first, so that it does not matter whether it has been.
   */
  public byte[] digest() {
    predictPending();
    byte[] learnt = learner.digest();
    return StateWriter.digest(out -> write(out.put(learnt, learnt.length)));
  }

  /**
   * Writes everything that decides what this learner will do and what its cards will say, the
   * learner's own state first, as {@link Learner#save} does: a {@link Learner} goes on from it too,
   * without cards.
   *
   * @param out is neither flushed nor closed
   */
  public void save(OutputStream out) {
    learner.save(out);
    scoring.catchUp();
    write(new StateWriter(out));
  }

  private void write(StateWriter out) {
    out.put(FORMAT).put(references.toString()).put("scoring", scoring);
  }

  /**
   * Takes what {@link #save} wrote, into a scored learner of the same specification and references
   * that has accepted nothing. The listener is not told of anything again.
   *
   * @param in is not closed
   * @throws dev.lethe.learner.state.StateMismatchException if it was written with another
   *     specification or other references, or is no such state; this object is of no use then
   */
  public void restore(InputStream in) {
    learner.restore(in);
    StateReader reader = new StateReader(in);
    reader.expect("format of the scorecard's state", FORMAT);
    reader.expect("references", references.toString());
    reader.get("scoring", scoring);
  }

  @Override
  public void close() {
    try (learner) {
      scoring.close();
    }
  }
}
