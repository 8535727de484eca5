package dev.lethe.cli.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Start of a trainer after a kill.
 *
 * @param time from the start of its process to LIVE
 * @param brokerKilled true if the broker was killed too, so that the trainer had to wait for it
 */
public record Recovery(Duration time, boolean brokerKilled) {
  /** Returns the time in seconds that a share of the recoveries did not exceed; NaN for none. */
  static double seconds(List<Recovery> recoveries, double share) {
    List<Duration> sorted = recoveries.stream().map(Recovery::time).sorted().toList();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int index = Math.max(0, (int) Math.ceil(share * sorted.size()) - 1);
    return sorted.get(index).toMillis() / 1e3;
  }

  /** Returns number, minimum, median, 99th percentile and maximum, in words. */
  static String summary(List<Recovery> recoveries) {
    return String.format(
        Locale.ROOT,
        "%d recoveries: min %.1f s, median %.1f s, p99 %.1f s, max %.1f s",
        recoveries.size(),
        seconds(recoveries, 0),
        seconds(recoveries, 0.5),
        seconds(recoveries, 0.99),
        seconds(recoveries, 1));
  }
}
