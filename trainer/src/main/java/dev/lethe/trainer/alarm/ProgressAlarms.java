package dev.lethe.trainer.alarm;

import dev.lethe.learner.stream.Alarm;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Alarms about the progress through the input: {@code lag.growing}, {@code input.blocked} and
 * {@code no.data}.
 */
final class ProgressAlarms {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Seconds between two observations of the lag. */
  private static final int INTERVAL = 10;

  /** Successive increases of the lag that are not chance. */
  private static final int INCREASES = 6;

  private static final long MIN_LAG = 1000;
  private static final int BLOCKED_SECONDS = 60;
  private static final int SILENT_SECONDS = 600;

  private long consumedAt;
  private boolean consumed;
  private long observedAt;
  private long observedLag;
  private long lagBefore;
  private int increases;

  /**
   * @param nanos start of the session
   */
  ProgressAlarms(long nanos) {
    this.consumedAt = nanos;
    this.observedAt = nanos;
  }

  /** Records that a record was consumed. */
  void consumed(long nanos) {
    consumed = true;
    consumedAt = nanos;
  }

  /** Forgets how long nothing was consumed and how the lag has grown. */
  void restart(long nanos) {
    consumedAt = nanos;
    observedAt = nanos;
    increases = 0;
  }

  /** Returns the alarms that hold. */
  Stream<Alarm> alarms(long nanos, long lag) {
    observe(nanos, lag);
    double silent = (nanos - consumedAt) / NANOS_PER_SECOND;
    return Stream.of(growing(lag), blocked(silent, lag), noData(silent, lag))
        .flatMap(Optional::stream);
  }

  private void observe(long nanos, long lag) {
    if ((nanos - observedAt) / NANOS_PER_SECOND < INTERVAL) {
      return;
    }
    if (lag > observedLag) {
      lagBefore = increases == 0 ? observedLag : lagBefore;
      increases++;
    } else {
      increases = 0;
    }
    observedLag = lag;
    observedAt = nanos;
  }

  private Optional<Alarm> growing(long lag) {
    if (increases < INCREASES || lag < MIN_LAG) {
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            "lag.growing",
            "The run is %d records behind the input, %d more than %d s ago: records arrive faster than the method can train; use a cheaper method or a slower stream."
                .formatted(lag, lag - lagBefore, increases * INTERVAL)));
  }

  private static Optional<Alarm> blocked(double silent, long lag) {
    if (lag == 0 || silent < BLOCKED_SECONDS) {
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            "input.blocked",
            "%d records of the input wait, but none could be read for %.0f s: an open transaction of a producer may hide them, or a broker is missing."
                .formatted(lag, silent)));
  }

  private Optional<Alarm> noData(double silent, long lag) {
    if (!consumed || lag > 0 || silent < SILENT_SECONDS) {
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            "no.data",
            "No record has arrived for %.0f min: check the producers.".formatted(silent / 60)));
  }
}
