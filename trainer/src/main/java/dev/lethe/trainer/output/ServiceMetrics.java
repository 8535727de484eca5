package dev.lethe.trainer.output;

import java.util.Map;
import java.util.function.LongSupplier;

/** How a run keeps up: counts and rates that concern the service, not the learner. */
public final class ServiceMetrics {
  private final LongSupplier nanos;
  private final LongSupplier lag;
  private long predicted;
  private long deadLetters;
  private long predictedThen;
  private long then;
  private boolean saidBusy;

  /**
   * @param nanos a clock that only goes forward, in nanoseconds
   * @param lag records between the run's position and the end of the input
   */
  public ServiceMetrics(LongSupplier nanos, LongSupplier lag) {
    this.nanos = nanos;
    this.lag = lag;
    this.then = nanos.getAsLong();
  }

  void predicted() {
    predicted++;
  }

  public void deadLetter() {
    deadLetters++;
  }

  /** What was counted so far stays; the rate begins anew. */
  public void restartRate() {
    predictedThen = predicted;
    then = nanos.getAsLong();
  }

  /** Seconds since the figures were last taken. */
  public double age() {
    return (nanos.getAsLong() - then) / 1e9;
  }

  /** Examples predicted since the figures were last taken. */
  public long fresh() {
    return predicted - predictedThen;
  }

  /** Whether the figures last taken had a rate above zero. */
  public boolean saidBusy() {
    return saidBusy;
  }

  Map<String, Double> figures() {
    double rate = fresh() / Math.max(age(), 1e-3);
    saidBusy = rate > 0;
    restartRate();
    return Map.of(
        "examples.per.second",
        rate,
        "lag",
        (double) lag.getAsLong(),
        "dead.letters",
        (double) deadLetters);
  }
}
