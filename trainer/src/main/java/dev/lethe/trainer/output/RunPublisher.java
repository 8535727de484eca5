package dev.lethe.trainer.output;

import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import dev.lethe.learner.stream.TaskWindow;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.HoldoutResult;
import dev.lethe.schemas.Topics;
import dev.lethe.schemas.WindowState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Publishes what a learner tells. While it is muted (recovery) it only keeps count, for what it
 * hears then was published before.
 */
public final class RunPublisher implements ScorecardListener {
  private final String run;
  private final Topics topics;
  private final Outbox outbox;
  private final ServiceMetrics vitals;
  private final boolean scorecards;

  /** Where the examples came from that the learner has taken and not predicted yet. */
  private final Queue<Origin> origins = new ArrayDeque<>();

  private boolean muted;
  private long step;
  private int window = -1;
  private Instant windowEnd = Instant.EPOCH;
  private Map<String, Double> figures = Map.of();

  private record Origin(int partition, long offset) {}

  /**
   * @param scorecards whether they are published
   */
  public RunPublisher(
      String run, Topics topics, Outbox outbox, ServiceMetrics vitals, boolean scorecards) {
    this.run = run;
    this.topics = topics;
    this.outbox = outbox;
    this.vitals = vitals;
    this.scorecards = scorecards;
  }

  public void mute(boolean muted) {
    this.muted = muted;
  }

  /** To be called before the learner takes an example. */
  public void taking(Example example, int partition, long offset) {
    if (example.role() == Role.LEARN) {
      origins.add(new Origin(partition, offset));
    }
  }

  @Override
  public void predicted(Example example, Prediction prediction) {
    Origin origin = origins.remove();
    vitals.predicted();
    if (muted) {
      return;
    }
    outbox.send(
        topics.predictions(),
        new dev.lethe.schemas.Prediction(
            run,
            example.id(),
            origin.partition(),
            origin.offset(),
            Instant.ofEpochMilli(example.eventTime()),
            prediction.window(),
            prediction.modelStep(),
            prediction.predicted(),
            prediction.confidence(),
            example.label() == Example.UNLABELLED ? null : example.label()));
  }

  @Override
  public void windowOpened(TaskWindow opened) {
    window = opened.number();
    window(opened, WindowState.OPENED);
  }

  @Override
  public void windowClosed(TaskWindow closed) {
    windowEnd = Instant.ofEpochMilli(closed.eventTime());
    window(closed, WindowState.CLOSED);
  }

  private void window(TaskWindow task, WindowState state) {
    if (muted) {
      return;
    }
    outbox.send(
        topics.windows(),
        new dev.lethe.schemas.TaskWindow(
            run,
            task.number(),
            task.task(),
            state,
            task.step(),
            task.examples(),
            Instant.ofEpochMilli(task.eventTime())));
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    if (muted) {
      return;
    }
    var results =
        evaluation.results().stream()
            .map(r -> new HoldoutResult(r.window(), r.task(), r.examples(), r.correct(), r.loss()))
            .toList();
    var kind =
        switch (evaluation.kind()) {
          case WINDOW_END -> EvaluationKind.WINDOW_END;
          case PERIODIC -> EvaluationKind.PERIODIC;
        };
    outbox.send(
        topics.evaluations(),
        new dev.lethe.schemas.Evaluation(
            run,
            kind,
            evaluation.window(),
            evaluation.step(),
            evaluation.examples(),
            Instant.ofEpochMilli(evaluation.eventTime()),
            results));
  }

  @Override
  public void stepped(long made) {
    this.step = made;
  }

  /** Goes out in the transaction of its window's end, and so once, however often it is replayed. */
  @Override
  public void scored(Scorecard card) {
    Map<String, Double> told = card.metrics();
    if (!muted && scorecards && !told.isEmpty()) {
      outbox.send(topics.health(), new Health(run, card.step(), card.window(), windowEnd, told));
    }
  }

  @Override
  public void health(long made, int current, Map<String, Double> learnerFigures) {
    figures = new HashMap<>(learnerFigures);
    figures.keySet().removeIf(name -> name.startsWith(Scorecard.PREFIX));
  }

  /**
   * Publishes the learner's newest figures and the service's.
   *
   * @param eventTime largest event time consumed, milliseconds since the epoch
   */
  public void publishHealth(long eventTime) {
    var all = new HashMap<>(figures);
    all.putAll(vitals.figures());
    outbox.send(
        topics.health(), new Health(run, step, window, Instant.ofEpochMilli(eventTime), all));
  }
}
