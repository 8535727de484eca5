package dev.lethe.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
  @TempDir private Path directory;

  @Test
  void shouldStoreBinsAndMetrics() throws Exception {
    // Given
    RunKey key = new RunKey(new Protocol(Map.of("stream", "slow-regression")), "naive", 7);
    RunKey bare = new RunKey(new Protocol(Map.of("dataset", "mnist")), "naive", 7);
    var result = new Result(Map.of(Metric.LAST_ERROR, 1.5), List.of(0.25, 1.5), 2);
    var withoutBins = new Result(Map.of(Metric.CLASS, .5), List.of(), 3);
    // When
    var store = new ResultStore(directory, "r");
    store.put("group", key, result);
    store.put("group", bare, withoutBins);
    // Then
    var again = new ResultStore(directory, "r");
    assertThat(again.find(key)).contains(result);
    assertThat(again.find(bare)).contains(withoutBins);
    assertThat(again.revision(key)).isEqualTo("r");
  }

  @Test
  void shouldDistinguishMissingMetricsFromThoseThatAreNotFinite() throws Exception {
    // Given: one run that overflowed, and one from before forgetting was a metric
    RunKey key = new RunKey(new Protocol(Map.of("dataset", "mnist")), "naive", 7);
    RunKey old = new RunKey(new Protocol(Map.of("dataset", "mnist")), "naive", 8);
    var store = new ResultStore(directory, "r");
    var metrics = Map.of(Metric.CLASS, .5, Metric.FORGETTING, Double.POSITIVE_INFINITY);
    store.put("group", key, new Result(metrics, List.of(), 2));
    store.put("group", old, new Result(Map.of(Metric.CLASS, .5), List.of(), 2));
    // When
    var again = new ResultStore(directory, "r2");
    // Then
    var required = Set.of(Metric.CLASS, Metric.FORGETTING);
    assertThat(again.find(key, required)).isPresent();
    assertThat(again.find(key).orElseThrow().value(Metric.FORGETTING)).isEmpty();
    assertThat(again.find(old, required)).isEmpty();
    assertThat(again.find(old, Set.of(Metric.CLASS))).isPresent();
  }
}
