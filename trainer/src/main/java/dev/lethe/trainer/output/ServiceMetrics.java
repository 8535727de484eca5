package dev.lethe.trainer.output;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts and rates of the service: throughput, lag, age of the data and dead letters. */
public final class ServiceMetrics implements Stateful {
  private final LongSupplier nanos;
  private final LongSupplier lag;
  private final Clock clock;
  private long predicted;
  private long deadLetters;
  private long predictedBefore;
  private long reportedAt;
  private boolean reportedBusy;
  private long reportedLag;

  /** Timestamp of the newest consumed record, or -1. */
  private long timestamp = -1;

  /**
   * @param nanos a monotonic clock, in nanoseconds
   * @param lag records between the run's position and the end of the input
   * @param clock the clock that timestamps of records follow
   */
  public ServiceMetrics(LongSupplier nanos, LongSupplier lag, Clock clock) {
    this.nanos = nanos;
    this.lag = lag;
    this.clock = clock;
    this.reportedAt = nanos.getAsLong();
  }

  /**
   * Records that a record was consumed.
   *
   * @param newest timestamp of the record, milliseconds since the epoch, or -1
   */
  public void consumed(long newest) {
    timestamp = newest;
  }

  /** Counts a prediction. */
  void predicted() {
    predicted++;
  }

  /** Counts a dead letter. */
  public void deadLetter() {
    deadLetters++;
  }

  /** Starts a new interval for the rate; totals stay. */
  public void restartRate() {
    predictedBefore = predicted;
    reportedAt = nanos.getAsLong();
  }

  /** Returns the seconds since the last report. */
  public double secondsSinceReport() {
    return (nanos.getAsLong() - reportedAt) / 1e9;
  }

  /**
   * Returns true if the newest report no longer holds: it gave a throughput above zero, examples
   * were predicted since, or the lag is another one.
   */
  public boolean isReportOutdated() {
    return reportedBusy || predictedSinceReport() > 0 || lag.getAsLong() != reportedLag;
  }

  /**
   * Returns {@code examples.per.second} since the last report, {@code lag} in records, {@code
   * data.age.seconds} (the time since the timestamp of the newest consumed record, absent before
   * the first) and the total of {@code dead.letters}, and starts a new interval.
   */
  Map<String, Double> report() {
    double rate = predictedSinceReport() / Math.max(secondsSinceReport(), 1e-3);
    reportedBusy = rate > 0;
    restartRate();
    reportedLag = lag.getAsLong();
    var report = new HashMap<String, Double>();
    report.put("examples.per.second", rate);
    report.put("lag", (double) reportedLag);
    report.put("dead.letters", (double) deadLetters);
    if (timestamp >= 0) {
      report.put("data.age.seconds", Math.max(0, clock.millis() - timestamp) / 1e3);
    }
    return report;
  }

  /** Writes the totals. Rates are not saved: a restored service measures them again. */
  @Override
  public void save(StateWriter out) {
    out.put(predicted).put(deadLetters).put(timestamp);
  }

  @Override
  public void restore(StateReader in) {
    predicted = in.getLong();
    deadLetters = in.getLong();
    timestamp = in.getLong();
    restartRate();
  }

  private long predictedSinceReport() {
    return predicted - predictedBefore;
  }
}
