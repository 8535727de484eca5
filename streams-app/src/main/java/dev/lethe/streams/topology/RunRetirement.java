package dev.lethe.streams.topology;

import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the number of runs with state in a task. State is dropped after {@value #MAX_IDLE_DAYS}
 * days without an event, and beyond {@value #MAX_RUNS} runs for those idle longest. Published
 * metrics stay on their topic for its retention time.
 */
final class RunRetirement {
  static final int MAX_IDLE_DAYS = 30;
  static final int MAX_RUNS = 1000;

  private static final Logger LOGGER = LoggerFactory.getLogger(RunRetirement.class);

  private final KeyValueStore<String, RunProgress> progresses;
  private final KeyValueStore<String, RunWindows> windows;

  RunRetirement(
      KeyValueStore<String, RunProgress> progresses, KeyValueStore<String, RunWindows> windows) {
    this.progresses = progresses;
    this.windows = windows;
  }

  /**
   * Drops the state of idle runs.
   *
   * @param now wall-clock time in epoch milliseconds
   */
  void retire(long now) {
    List<Idle> runs = new ArrayList<>();
    try (var all = progresses.all()) {
      all.forEachRemaining(entry -> runs.add(new Idle(entry.key, entry.value.touchedAt())));
    }
    runs.sort(Comparator.comparingLong(Idle::since).reversed());
    long limit = now - Duration.ofDays(MAX_IDLE_DAYS).toMillis();
    for (int i = 0; i < runs.size(); i++) {
      if (i >= MAX_RUNS || runs.get(i).since() < limit) {
        drop(runs.get(i).run());
      }
    }
  }

  private void drop(String run) {
    LOGGER.atInfo().addKeyValue("run", run).log("dropped the metrics state of an idle run");
    progresses.delete(run);
    windows.delete(run);
  }

  private record Idle(String run, long since) {}
}
