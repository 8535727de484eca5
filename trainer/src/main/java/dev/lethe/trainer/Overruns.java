package dev.lethe.trainer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers transactions that took too long. One overrun may be an accident (a suspended machine, a
 * slow broker). A second one at the same offsets means that the work itself takes too long.
 *
 * <p>Outlives a run's sessions. Owned by the run's thread.
 */
final class Overruns {
  private final String run;
  private final Duration timeout;

  /** Committed offsets at the last overrun; empty before the first. */
  private Optional<Map<String, Long>> last = Optional.empty();

  /**
   * @param timeout {@code transaction.timeout.ms}
   */
  Overruns(String run, Duration timeout) {
    this.run = run;
    this.timeout = timeout;
  }

  /**
   * Records that a transaction took too long.
   *
   * @param committed by partition of the input, the offset after the last committed one
   * @return problem and remedy if nothing was committed since the last overrun; empty if trying
   *     again may help
   */
  Optional<String> record(Map<String, Long> committed) {
    boolean repeated = last.filter(committed::equals).isPresent();
    last = Optional.of(Map.copyOf(committed));
    return repeated ? Optional.of(advice(committed)) : Optional.empty();
  }

  private String advice(Map<String, Long> committed) {
    return ("run '%s': got a transaction that took longer than transaction.timeout.ms=%d twice, at"
            + " the same offsets %s, expected it to be committed in time: raise"
            + " producer.transaction.timeout.ms (lethe train --command-property; the broker's limit"
            + " is transaction.max.timeout.ms, 15 minutes by default), or reduce the work at the"
            + " end of a task window: --scorecard-sample, --scorecard-passes, or the method's own"
            + " training there")
        .formatted(run, timeout.toMillis(), new TreeMap<>(committed));
  }
}
