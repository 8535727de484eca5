package dev.lethe.trainer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells a transaction that was late once (a machine that slept, a broker that was slow) from one
 * whose work is too long: it is late again at the same place, and would be for ever.
 *
 * <p>Outlives a run's sessions. Owned by the run's thread.
 */
final class Overruns {
  private final String run;
  private final Duration timeout;

  /** Where the input was committed to when a transaction was late last. */
  private Map<String, Long> last;

  /**
   * @param timeout {@code transaction.timeout.ms}
   */
  Overruns(String run, Duration timeout) {
    this.run = run;
    this.timeout = timeout;
  }

  /**
   * Notes that a transaction was late.
   *
   * @param committed by partition of the input, the offset after the last one committed
   * @return what is wrong and what to do, if nothing was committed since the last time; empty if
   *     trying again may help
   */
  Optional<String> late(Map<String, Long> committed) {
    boolean progress = !committed.equals(last);
    last = Map.copyOf(committed);
    return progress ? Optional.empty() : Optional.of(advice());
  }

  private String advice() {
    return ("run '%s': got a transaction that took longer than transaction.timeout.ms=%d, twice at"
            + " the same place (offsets %s), expected it committed in time: raise"
            + " producer.transaction.timeout.ms (lethe train --command-property; a broker allows"
            + " its transaction.max.timeout.ms, 15 minutes unless set), or have less to do where a"
            + " task window ends: --scorecard-sample, --scorecard-passes, or fewer examples in the"
            + " method's own work there")
        .formatted(run, timeout.toMillis(), new TreeMap<>(last));
  }
}
