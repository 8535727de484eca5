package dev.lethe.trainer.output;

import dev.lethe.learner.scorecard.Scorecard;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Alarm;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.TaskWindow;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Topics;
import dev.lethe.schemas.WindowState;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.meter.RunMeters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Publishes the events of a learner. During a replay it publishes nothing, because the events were
 * published before; it only keeps the newest health metrics and counts predictions.
 *
 * <p>Owned by the run's thread.
 */
public final class RunPublisher implements ScorecardListener, Stateful {
  private final Topics topics;
  private final Outbox outbox;
  private final EventRecords records;
  private final ServiceMetrics service;
  private final AlarmBoard board;
  private final RunMeters meters;
  private final boolean cutsByDrift;
  private final boolean scorecards;
  private final boolean everyPrediction;
  private final OutcomeRecords outcomes;
  private boolean replaying;
  private long step;
  private int window = -1;
  private Map<String, Double> learnerMetrics = Map.of();
  private List<Alarm> learnerAlarms = List.of();

  /**
   * @param board receives the learner's alarms
   * @param meters meters of the run
   * @param cutsByDrift true if a drift rule ends task windows
   * @param scorecards true to publish scorecards
   * @param everyPrediction true to publish every prediction, false for outcomes
   */
  public RunPublisher(
      String run,
      Topics topics,
      Outbox outbox,
      ServiceMetrics service,
      AlarmBoard board,
      RunMeters meters,
      boolean cutsByDrift,
      boolean scorecards,
      boolean everyPrediction) {
    this.topics = topics;
    this.outbox = outbox;
    this.records = new EventRecords(run);
    this.service = service;
    this.board = board;
    this.meters = meters;
    this.cutsByDrift = cutsByDrift;
    this.scorecards = scorecards;
    this.everyPrediction = everyPrediction;
    this.outcomes = new OutcomeRecords(run);
  }

  /** Starts or ends a replay. */
  public void replaying(boolean now) {
    replaying = now;
  }

  @Override
  public void predicted(Example example, Prediction prediction) {
    service.predicted();
    if (replaying) {
      return;
    }
    if (example.label() == Example.UNLABELLED) {
      meters.predicted();
    } else {
      meters.predicted(example.label() == prediction.predicted());
    }
    if (everyPrediction) {
      outbox.send(topics.predictions(), records.prediction(example, prediction));
    } else {
      outcomes.add(example, prediction).ifPresent(record -> outbox.send(topics.outcomes(), record));
    }
  }

  /** Publishes the outcomes so far; a transaction must not commit before. */
  public void publishOutcomes() {
    outcomes.take().ifPresent(record -> outbox.send(topics.outcomes(), record));
  }

  @Override
  public void windowOpened(TaskWindow opened) {
    window = opened.number();
    publish(topics.windows(), records.window(opened, WindowState.OPENED));
  }

  @Override
  public void windowClosed(TaskWindow closed) {
    publish(topics.windows(), records.window(closed, WindowState.CLOSED));
    if (!replaying) {
      meters.windowClosed(cutsByDrift);
    }
  }

  @Override
  public void evaluated(Evaluation evaluation) {
    publish(topics.evaluations(), records.evaluation(evaluation));
  }

  @Override
  public void scored(Scorecard scorecard) {
    if (scorecards) {
      publish(topics.scorecards(), records.scorecard(scorecard));
    }
  }

  @Override
  public void stepped(long completed) {
    step = completed;
    if (!replaying) {
      meters.stepped();
    }
  }

  @Override
  public void health(HealthReport report) {
    learnerMetrics = report.metrics();
    learnerAlarms = report.alarms();
    if (!replaying) {
      board.replace("learner", learnerAlarms);
    }
  }

  /**
   * Publishes the newest metrics of the learner and of the service, and all alarms.
   *
   * @param eventTime largest event time consumed, milliseconds since the epoch
   * @param further further metrics
   */
  public void publishHealth(long eventTime, Map<String, Double> further) {
    var metrics = new HashMap<>(learnerMetrics);
    metrics.putAll(further);
    metrics.putAll(service.report());
    meters.health(metrics);
    // After a replay the learner may not report for a while, but its alarms hold.
    board.replace("learner", learnerAlarms);
    outbox.send(
        topics.health(),
        new Health(
            records.run(), step, window, Instant.ofEpochMilli(eventTime), metrics, board.raised()));
  }

  /** Writes the newest health of the learner, which the next health record repeats. */
  @Override
  public void save(StateWriter out) {
    out.put(step).put(window).put(learnerMetrics.size());
    new TreeMap<>(learnerMetrics).forEach((name, value) -> out.put(name).put(value));
    out.put(learnerAlarms.size());
    learnerAlarms.forEach(alarm -> out.put(alarm.name()).put(alarm.text()));
  }

  @Override
  public void restore(StateReader in) {
    step = in.getLong();
    window = in.getInt();
    var metrics = new HashMap<String, Double>();
    for (int left = in.getInt(); left > 0; left--) {
      metrics.put(in.getText(), in.getDouble());
    }
    learnerMetrics = metrics;
    var alarms = new ArrayList<Alarm>();
    for (int left = in.getInt(); left > 0; left--) {
      alarms.add(new Alarm(in.getText(), in.getText()));
    }
    learnerAlarms = alarms;
  }

  private void publish(String topic, SpecificRecord record) {
    if (!replaying) {
      publishOutcomes();
      outbox.send(topic, record);
    }
  }
}
