package dev.lethe.monitoring;

import static dev.lethe.monitoring.LetheMeter.Component.STREAMS;
import static dev.lethe.monitoring.LetheMeter.Component.TRAINER;
import static dev.lethe.monitoring.LetheMeter.Kind.COUNTER;
import static dev.lethe.monitoring.LetheMeter.Kind.GAUGE;
import static dev.lethe.monitoring.LetheMeter.Kind.TIMER;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.stream.Stream;

/**
 * All meters of Lethe itself. {@code docs/metrics.md} is generated from this list.
 *
 * <p>Labels have few values: names of runs, methods, states, reasons. Examples, steps and windows
 * are never labels.
 */
public enum LetheMeter {
  RECORDS(TRAINER, COUNTER, "records", "Records consumed from the input, dead letters included."),
  PREDICTIONS(TRAINER, COUNTER, "predictions", "Predictions made before training."),
  LEARNED(TRAINER, COUNTER, "learned", "Labelled examples among the predictions."),
  STEPS(TRAINER, TIMER, "step", "Processing time of all records of a learning step."),
  COMMITS(TRAINER, TIMER, "commit", "Duration of the commit of a Kafka transaction."),
  DEAD_LETTERS(
      TRAINER,
      COUNTER,
      "dead.letters",
      "Records that could not be used, by the part of the record that was wrong.",
      "reason"),
  WINDOWS(TRAINER, COUNTER, "windows", "Task windows that have ended."),
  DRIFT_CUTS(
      TRAINER,
      COUNTER,
      "drift.cuts",
      "Task windows that have ended under a drift rule; 0 under other rules."),
  RECOVERIES(TRAINER, COUNTER, "recoveries", "Sessions that ended with an error."),
  CHECKPOINT_WRITES(TRAINER, TIMER, "checkpoint.write", "Duration of writing a checkpoint."),
  CHECKPOINT_FAILURES(
      TRAINER, COUNTER, "checkpoint.failures", "Checkpoints that could not be written."),
  CHECKPOINT_SIZE(TRAINER, GAUGE, "checkpoint.size.bytes", "Size of the newest checkpoint."),
  CHECKPOINT_AGE(
      TRAINER,
      GAUGE,
      "checkpoint.age.seconds",
      "Time since the newest checkpoint; before the first, since the start of the process. A run"
          + " without new input writes none."),
  RUN_STATE(
      TRAINER,
      GAUGE,
      "run.state",
      "1 for the current state of the run, 0 for the other states.",
      "state"),
  LAG(TRAINER, GAUGE, "lag.records", "Records between the run's position and the input's end."),
  DATA_AGE(
      TRAINER,
      GAUGE,
      "data.age.seconds",
      "Time since the timestamp of the newest consumed record."),
  LOSS(TRAINER, GAUGE, "loss", "Mean loss of the steps since the last health report, in nats."),
  ACCURACY(
      TRAINER,
      GAUGE,
      "accuracy",
      "Test-then-train accuracy of recent predictions, with fading factor 0.999, in [0,1]."),
  STEPS_SKIPPED(TRAINER, GAUGE, "steps.skipped", "Steps without an update since the run began."),
  ALARMS(TRAINER, GAUGE, "alarms", "Alarms that are raised now."),

  RUN_EXAMPLES(STREAMS, GAUGE, "examples", "Predictions of the run that were counted."),
  RUN_PREQUENTIAL(
      STREAMS,
      GAUGE,
      "prequential.accuracy",
      "Test-then-train accuracy of the last 1000 labelled predictions, in [0,1]."),
  RUN_ACCURACY(
      STREAMS, GAUGE, "average.accuracy", "Mean accuracy over the holdouts of all windows."),
  RUN_FORGETTING(
      STREAMS, GAUGE, "average.forgetting", "Mean fall of accuracy since its best, in [-1,1]."),
  RUN_MAX_FORGETTING(
      STREAMS, GAUGE, "max.forgetting", "Largest forgetting of a listed window, in [-1,1]."),
  RUN_WINDOWS(STREAMS, GAUGE, "windows.closed", "Task windows of the run that have ended."),
  RUN_ALARMS(STREAMS, GAUGE, "alarms", "Alarms in the newest metrics of the run."),
  RUN_METRICS_AGE(
      STREAMS, GAUGE, "metrics.age.seconds", "Time since the newest metrics of the run."),
  SERVED(STREAMS, GAUGE, "served", "1 for the run whose predictions are served."),
  SWITCHES(STREAMS, GAUGE, "switches", "Switches of the served run."),
  READ_MODEL_LAG(
      STREAMS, GAUGE, "read.model.lag.records", "Metrics that the dashboard has yet to read."),
  KAFKA_STREAMS_STATE(
      STREAMS,
      GAUGE,
      "kafka.state",
      "1 for the current state of the topology, 0 for the other states.",
      "application",
      "state"),
  READY(STREAMS, GAUGE, "ready", "1 if /readyz answers 200, else 0."),
  WEBHOOK_DELIVERIES(
      STREAMS,
      COUNTER,
      "webhook.deliveries",
      "Attempts to deliver an alert to a webhook, by result: delivered, failed or refused.",
      "result");

  /** Component that exports a meter. */
  public enum Component {
    TRAINER("trainer"),
    STREAMS("streams");

    private final String prefix;

    Component(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Kind of a meter. */
  public enum Kind {
    /** Only grows while the process runs. */
    COUNTER,
    GAUGE,
    /** Number of events, and their duration in seconds: total and maximum. */
    TIMER
  }

  private static final List<String> PER_RUN = List.of("run", "method");

  private final Component component;
  private final Kind kind;
  private final String name;
  private final String description;
  private final List<String> labels;

  LetheMeter(
      Component component, Kind kind, String name, String description, String... furtherLabels) {
    this.component = component;
    this.kind = kind;
    this.name = "lethe." + component.prefix + "." + name;
    this.description = description;
    this.labels = List.of(furtherLabels);
  }

  public Component component() {
    return component;
  }

  public Kind kind() {
    return kind;
  }

  /** Returns Micrometer's name, in dot.case. */
  public String meterName() {
    return name;
  }

  public String description() {
    return description;
  }

  /** Returns true if the meter has the labels {@code run} and {@code method}. */
  public boolean isPerRun() {
    return switch (this) {
      case SWITCHES, READ_MODEL_LAG, KAFKA_STREAMS_STATE, READY, WEBHOOK_DELIVERIES -> false;
      default -> true;
    };
  }

  /** Returns the names of all labels. */
  public List<String> labels() {
    return isPerRun() ? Stream.concat(PER_RUN.stream(), labels.stream()).toList() : labels;
  }

  /** Returns the names of the series that Prometheus sees, without labels. */
  public List<String> series() {
    String base = name.replace('.', '_');
    return switch (kind) {
      case COUNTER -> List.of(base + "_total");
      case GAUGE -> List.of(base);
      case TIMER -> List.of(base + "_seconds_count", base + "_seconds_sum", base + "_seconds_max");
    };
  }

  /** Returns a builder of the counter, without labels. */
  public Counter.Builder counter() {
    return Counter.builder(name).description(description);
  }

  /** Returns a builder of the timer, without labels. */
  public Timer.Builder timer() {
    return Timer.builder(name).description(description);
  }

  /** Returns a builder of the gauge, without labels. */
  public <T> Gauge.Builder<T> gauge(T object, java.util.function.ToDoubleFunction<T> value) {
    return Gauge.builder(name, object, value).description(description).strongReference(true);
  }
}
