package dev.lethe.trainer.output;

import java.util.Map;
import java.util.function.LongSupplier;

/** Counts and rates of the service: throughput, lag and dead letters. */
public final class ServiceMetrics {
  private final LongSupplier nanos;
  private final LongSupplier lag;
  private long predicted;
  private long deadLetters;
  private long predictedBefore;
  private long reportedAt;
  private boolean reportedBusy;

  /**
   * @param nanos a monotonic clock, in nanoseconds
   * @param lag records between the run's position and the end of the input
   */
  public ServiceMetrics(LongSupplier nanos, LongSupplier lag) {
    this.nanos = nanos;
    this.lag = lag;
    this.reportedAt = nanos.getAsLong();
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
   * Returns true if the newest report no longer holds: it gave a throughput above zero, or examples
   * were predicted since.
   */
  public boolean isReportOutdated() {
    return reportedBusy || predictedSinceReport() > 0;
  }

  /**
   * Returns {@code examples.per.second} since the last report, {@code lag} in records and the total
   * of {@code dead.letters}, and starts a new interval.
   */
  Map<String, Double> report() {
    double rate = predictedSinceReport() / Math.max(secondsSinceReport(), 1e-3);
    reportedBusy = rate > 0;
    restartRate();
    return Map.of(
        "examples.per.second",
        rate,
        "lag",
        (double) lag.getAsLong(),
        "dead.letters",
        (double) deadLetters);
  }

  private long predictedSinceReport() {
    return predicted - predictedBefore;
  }
}
