package dev.lethe.learner.scorecard;

import dev.lethe.learner.Forgotten;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.evaluation.SampleRule;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.TaskWindow;
import dev.lethe.measures.AccuracyMatrix;
import dev.lethe.measures.AccuracyRow;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Forwards the events of a run to a listener and adds the scorecards.
 *
 * <p>A run reports an example when it predicts it, possibly within a learning step. The reference
 * networks must not run within a step, so this class queues the examples until {@link #catchUp}. A
 * run predicts all examples of a window before the window closes, so at that point the reference
 * networks have processed exactly the same examples.
 */
final class ScorecardRecorder implements LearnerListener, Stateful, AutoCloseable {
  private record Predicted(Example example, boolean correct) {}

  private final LearnerSpec spec;
  private final ReferenceNetworks references;
  private boolean replaying;
  private final ScorecardListener listener;
  private AccuracyMatrix matrix = new AccuracyMatrix();
  private final Queue<Predicted> queue = new ArrayDeque<>();
  private final ScorecardHoldouts heldOut;
  private final FromScratch fromScratch;
  private final RandomStreams random;
  private final long baseSeed;
  private int window = -1;
  private long firstStep;
  private TaskWindow closed;
  private FreshNetworkComparison comparison;

  ScorecardRecorder(LearnerSpec spec, ReferenceNetworks references, ScorecardListener listener) {
    this.spec = spec;
    this.references = references;
    this.listener = listener;
    this.baseSeed = new RandomStreams(spec.seed()).of("scorecard").nextLong();
    this.random = new RandomStreams(baseSeed);
    int max = spec.holdout().maxWindows();
    var rule =
        new SampleRule(spec.windows().separatesTasks(), references.fromScratch() ? max : 1, max);
    this.heldOut = new ScorecardHoldouts(references.holdout(), rule, random);
    this.fromScratch = new FromScratch(spec, references, random);
  }

  /** Adds an EVALUATE example that the run has accepted. */
  void evaluate(Example example) {
    if (references.any()) {
      heldOut.addEvaluateExample(example);
    }
  }

  /**
   * Passes the queued examples to the reference networks. Do not call it within a learning step.
   */
  void catchUp() {
    for (Predicted next = queue.poll(); next != null; next = queue.poll()) {
      if (spec.holdout().holdsOut(next.example.id())) {
        heldOut.addFromShare(next.example);
      } else if (references.fromScratch()) {
        fromScratch.add(next.example);
      }
      if (references.fresh()) {
        if (comparison == null) {
          comparison = new FreshNetworkComparison(spec, seed(0));
        }
        comparison.add(next.example, next.correct);
      }
    }
  }

  @Override
  public void predicted(Example example, Prediction prediction) {
    listener.predicted(example, prediction);
    if (references.any() && example.label() != Example.UNLABELLED) {
      queue.add(new Predicted(example, prediction.predicted() == example.label()));
    }
  }

  @Override
  public void windowOpened(TaskWindow opened) {
    window = opened.number();
    firstStep = opened.step();
    if (references.any()) {
      heldOut.open(opened.number(), opened.task());
    }
    listener.windowOpened(opened);
  }

  @Override
  public void taskContained(String task) {
    if (references.any()) {
      heldOut.addTask(task);
    }
    listener.taskContained(task);
  }

  @Override
  public void windowClosed(TaskWindow ended) {
    closed = ended;
    if (references.any()) {
      catchUp();
      heldOut.setTask(ended.task());
      heldOut.close(learned());
    }
    if (comparison != null && !learned()) {
      closeComparison();
    }
    listener.windowClosed(ended);
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    listener.evaluated(evaluation);
    if (evaluation.kind() == Evaluation.Kind.WINDOW_END) {
      catchUp();
      listener.scored(score(evaluation.row(HoldoutResult::accuracy)));
    }
  }

  /** Returns true if the run made a step in the window that has ended. */
  private boolean learned() {
    return closed.step() > firstStep;
  }

  /** Sets whether the run is replayed. A replay skips work that leaves no state. */
  void setReplaying(boolean now) {
    replaying = now;
  }

  private Scorecard score(AccuracyRow row) {
    matrix.put(row);
    Plasticity plasticity = Plasticity.NONE;
    if (comparison != null) {
      plasticity = comparison.finish(row.at(window), heldOut.of(window));
      closeComparison();
    }
    double gap =
        references.fromScratch() && !replaying
            ? fromScratch.gap(row, heldOut, seed(1))
            : Double.NaN;
    return new Scorecard(
        window,
        closed.task(),
        closed.step(),
        closed.eventTime(),
        Stability.of(matrix),
        plasticity,
        gap);
  }

  /** Returns a unique seed of a reference network, numbered 0 or 1 in each window. */
  private long seed(int network) {
    return baseSeed + 1 + 2L * window + network;
  }

  @Override
  public void stepped(long step) {
    listener.stepped(step);
  }

  @Override
  public void health(HealthReport report) {
    listener.health(report);
  }

  /** Removes all rows of some examples. The queue must be empty. */
  Forgotten forget(Set<Long> keys) {
    int ofNetworks = fromScratch.forget(keys);
    if (comparison != null) {
      ofNetworks += comparison.forget(keys);
    }
    return new Forgotten(ofNetworks, heldOut.forget(keys), 0);
  }

  /** Passes the key of each row to an action. The queue must be empty. */
  void forEachKey(LongConsumer action) {
    fromScratch.forEachKey(action);
    heldOut.forEachKey(action);
    if (comparison != null) {
      comparison.forEachKey(action);
    }
  }

  /** Writes the state of the scorecard and of the reference networks. The queue must be empty. */
  @Override
  public void save(StateWriter out) {
    out.put(window).put(firstStep).put("matrix", matrix::writeTo).put("random", random);
    out.put("held out", heldOut).put("from scratch", fromScratch).put(comparison != null);
    if (comparison != null) {
      out.put("race", comparison);
    }
  }

  @Override
  public void restore(StateReader in) {
    window = in.getInt();
    firstStep = in.getLong();
    matrix = in.get("matrix", AccuracyMatrix::readFrom);
    in.get("random", random);
    in.get("held out", heldOut);
    in.get("from scratch", fromScratch);
    if (in.getBoolean()) {
      comparison = new FreshNetworkComparison(spec, seed(0));
      in.get("race", comparison);
    }
  }

  /**
   * Restores the accuracy matrix of a recorder with other reference networks, which have seen
   * nothing of the stream so far.
   *
   * @param in start of what {@link #save} wrote
   * @param windowOpen true if a window is open
   */
  void restoreMatrix(StateReader in, boolean windowOpen) {
    window = in.getInt();
    firstStep = in.getLong();
    matrix = in.get("matrix", AccuracyMatrix::readFrom);
    if (references.any() && windowOpen) {
      heldOut.open(window, null);
    }
  }

  private void closeComparison() {
    comparison.close();
    comparison = null;
  }

  @Override
  public void close() {
    if (comparison != null) {
      closeComparison();
    }
  }
}
