package dev.lethe.trainer.meter;

import dev.lethe.monitoring.LetheMeter;
import dev.lethe.monitoring.Monitor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Meters of one run. Replays of a recovery do not count. Without a monitor nothing is recorded.
 *
 * <p>The run's thread and the one that writes checkpoints update the meters; any thread may read
 * them. Counters are striped and gauges volatile, so an update takes no lock. Outlives the run's
 * sessions.
 */
public final class RunMeters {
  private static final double FADING = 0.999;

  private final Optional<Monitor> monitor;
  private final MeterRegistry registry;
  private final Tags tags;
  private final Counter records;
  private final Counter predictions;
  private final Counter learned;
  private final Counter windows;
  private final Counter driftCuts;
  private final Counter recoveries;
  private final Counter checkpointFailures;
  private final Timer steps;
  private final Timer commits;
  private final Timer checkpointWrites;

  /** Gama et al. 2013: S = x + 0.999 S, B = 1 + 0.999 B. Owned by the run's thread. */
  private double fadingCorrect;

  private double fadingCount;

  /** Nanoseconds spent on the records of the open step. Owned by the run's thread. */
  private long stepNanos;

  private volatile double accuracy = Double.NaN;
  private volatile Map<String, Double> health = Map.of();
  private volatile double checkpointBytes = Double.NaN;
  private volatile long checkpointAt = System.nanoTime();

  /**
   * Registers the meters of a run.
   *
   * @param monitor exports the meters; empty for no meters
   * @param method method of the run, as an expression
   */
  public RunMeters(Optional<Monitor> monitor, String run, String method) {
    this.monitor = monitor;
    this.registry = monitor.map(Monitor::registry).orElseGet(CompositeMeterRegistry::new);
    this.tags = Tags.of("run", run, "method", method);
    this.records = counter(LetheMeter.RECORDS);
    this.predictions = counter(LetheMeter.PREDICTIONS);
    this.learned = counter(LetheMeter.LEARNED);
    this.windows = counter(LetheMeter.WINDOWS);
    this.driftCuts = counter(LetheMeter.DRIFT_CUTS);
    this.recoveries = counter(LetheMeter.RECOVERIES);
    this.checkpointFailures = counter(LetheMeter.CHECKPOINT_FAILURES);
    this.steps = timer(LetheMeter.STEPS);
    this.commits = timer(LetheMeter.COMMITS);
    this.checkpointWrites = timer(LetheMeter.CHECKPOINT_WRITES);
    gauge(LetheMeter.ACCURACY, meters -> meters.accuracy);
    gauge(LetheMeter.LOSS, meters -> meters.health("loss"));
    gauge(LetheMeter.STEPS_SKIPPED, meters -> meters.health("steps.skipped"));
    gauge(LetheMeter.LAG, meters -> meters.health("lag"));
    gauge(LetheMeter.DATA_AGE, meters -> meters.health("data.age.seconds"));
    gauge(LetheMeter.CHECKPOINT_SIZE, meters -> meters.checkpointBytes);
    gauge(LetheMeter.CHECKPOINT_AGE, meters -> (System.nanoTime() - meters.checkpointAt) / 1e9);
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      deadLetters(reason);
    }
  }

  /** Returns meters that record nothing. */
  public static RunMeters none() {
    return new RunMeters(Optional.empty(), "none", "none");
  }

  /**
   * Exports the state of the run.
   *
   * @param states all states
   * @param state returns the current state
   */
  public <E extends Enum<E>> void exportState(E[] states, Supplier<E> state) {
    for (E each : states) {
      LetheMeter.RUN_STATE
          .gauge(state, current -> current.get() == each ? 1 : 0)
          .tags(tags.and("state", each.name()))
          .register(registry);
    }
  }

  /** Exports the number of alarms that are raised. */
  public void exportAlarms(Supplier<Integer> raised) {
    LetheMeter.ALARMS.gauge(raised, Supplier::get).tags(tags).register(registry);
  }

  /**
   * Exports Kafka's own meters of a session's clients.
   *
   * @return removes the meters; to be closed before the clients
   */
  public Runnable bind(Consumer<?, ?> consumer, Producer<?, ?> producer) {
    return monitor.map(each -> each.bind(consumer, producer)).orElse(() -> {});
  }

  /** Counts a consumed record. */
  public void consumed() {
    records.increment();
  }

  /** Counts a prediction of an example without a label. */
  public void predicted() {
    predictions.increment();
  }

  /** Counts a prediction of a labelled example, which the model learns. */
  public void predicted(boolean correct) {
    predictions.increment();
    learned.increment();
    fadingCorrect = (correct ? 1 : 0) + FADING * fadingCorrect;
    fadingCount = 1 + FADING * fadingCount;
  }

  /** Adds the time that a record took. */
  public void worked(long nanos) {
    stepNanos += nanos;
  }

  /** Records that the open learning step is complete; the time of its last record is missing. */
  public void stepped() {
    steps.record(stepNanos, TimeUnit.NANOSECONDS);
    stepNanos = 0;
    accuracy = fadingCount == 0 ? Double.NaN : fadingCorrect / fadingCount;
  }

  /** Records a commit that took this time. */
  public void committed(long nanos) {
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts a dead letter. */
  public void deadLetter(String message) {
    deadLetters(DeadLetterReason.of(message)).increment();
  }

  /**
   * Counts a task window that has ended.
   *
   * @param byDrift true if a drift rule ends windows
   */
  public void windowClosed(boolean byDrift) {
    windows.increment();
    if (byDrift) {
      driftCuts.increment();
    }
  }

  /** Counts a session that ended with an error. */
  public void sessionLost() {
    recoveries.increment();
  }

  /** Replaces the newest health metrics, by name. */
  public void health(Map<String, Double> metrics) {
    health = Map.copyOf(metrics);
  }

  /** Records a checkpoint that was written. */
  public void checkpointWritten(long bytes, long nanos) {
    checkpointWrites.record(nanos, TimeUnit.NANOSECONDS);
    checkpointBytes = bytes;
    checkpointAt = System.nanoTime();
  }

  /** Counts a checkpoint that could not be written. */
  public void checkpointFailed() {
    checkpointFailures.increment();
  }

  private double health(String name) {
    return health.getOrDefault(name, Double.NaN);
  }

  private Counter counter(LetheMeter meter) {
    return meter.counter().tags(tags).register(registry);
  }

  private Timer timer(LetheMeter meter) {
    return meter.timer().tags(tags).register(registry);
  }

  private void gauge(LetheMeter meter, ToDoubleFunction<RunMeters> value) {
    meter.gauge(this, value).tags(tags).register(registry);
  }

  private Counter deadLetters(DeadLetterReason reason) {
    return LetheMeter.DEAD_LETTERS
        .counter()
        .tags(tags.and("reason", reason.label()))
        .register(registry);
  }
}
