package dev.lethe.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.SeedRange;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionCheckTest {
  private static final Protocol PROTOCOL =
      new Protocol(Map.of("dataset", "glyphs", "per-task", "40", "evaluate-per-task", "20"));
  private static final Row NAIVE = row("g/naive", "naive+sgd(lr=0.1)");
  private static final Row REPLAY = row("g/er", "er(memory=20)+sgd(lr=0.1)");

  @TempDir private Path home;
  private ResultStore store;

  @BeforeEach
  void open() throws Exception {
    store = new ResultStore(home.resolve("bench/results-data"), "old");
  }

  @Test
  void shouldSelectTheFastestOfEachRowFirst() {
    // Given
    put(NAIVE, 1, 5);
    put(NAIVE, 2, 3);
    put(NAIVE, 3, 4);
    put(REPLAY, 1, 9);
    put(REPLAY, 2, 8);
    // When
    ReproductionCheck check =
        ReproductionCheck.of(List.of(REPLAY, NAIVE), Optional.empty(), store, 4);
    // Then
    assertThat(check.runs())
        .extracting(run -> run.name() + " " + run.key().seed())
        .containsExactly("g/naive 2", "g/er 2", "g/naive 3", "g/er 1");
  }

  @Test
  void shouldAcceptDifferencesOfRounding() throws Exception {
    // Given: a kept run that lacks one metric and differs in the last bit of another
    RunKey key = new RunKey(PROTOCOL, NAIVE.method(), 2);
    Result now = PROTOCOL.trial(NAIVE.method(), Optional.empty()).run(2);
    Map<Metric, Double> metrics = new EnumMap<>(now.metrics());
    metrics.remove(Metric.ONLINE_LAST);
    metrics.compute(Metric.TASK, (metric, task) -> Math.nextUp(task));
    store.put("g", key, new Result(metrics, List.of(), 1));
    // When
    var again = new ResultStore(home.resolve("bench/results-data"), "new");
    var report = new StringBuilder();
    boolean same = ReproductionCheck.of(List.of(NAIVE), Optional.empty(), again, 1).run(report, 1);
    // Then
    assertThat(same).isTrue();
    assertThat(report)
        .hasToString(
            "g/naive seed 2 (old): all %d metrics the same%n".formatted(now.metrics().size() - 1));
  }

  @Test
  void shouldReportAMetricThatDiffers() throws Exception {
    // Given
    Result now = PROTOCOL.trial(NAIVE.method(), Optional.empty()).run(2);
    double task = now.metrics().get(Metric.TASK);
    Map<Metric, Double> metrics = new EnumMap<>(now.metrics());
    metrics.put(Metric.TASK, task + 1e-9);
    store.put("g", new RunKey(PROTOCOL, NAIVE.method(), 2), new Result(metrics, List.of(), 1));
    // When
    var report = new StringBuilder();
    boolean same = ReproductionCheck.of(List.of(NAIVE), Optional.empty(), store, 1).run(report, 1);
    // Then
    assertThat(same).isFalse();
    assertThat(report)
        .hasToString("g/naive seed 2 (old): task %s kept, %s now%n".formatted(task + 1e-9, task));
  }

  @Test
  void shouldReportBinsThatDiffer() {
    // Given
    Map<Metric, Double> metrics = Map.of(Metric.LAST_ERROR, .5);
    var kept = new Result(metrics, List.of(.5, .25, Double.NaN), 1);
    // When, Then
    assertThat(
            ReproductionCheck.differences(
                kept, new Result(metrics, List.of(.5, .25, Double.NaN), 2)))
        .isEmpty();
    for (List<Double> others : List.of(List.of(.5, .3, Double.NaN), List.of(.5, .25))) {
      assertThat(ReproductionCheck.differences(kept, new Result(metrics, others, 1)))
          .isEqualTo("bins differ");
    }
  }

  @Test
  void shouldRejectACheckOfNothing() {
    assertThatThrownBy(() -> ReproductionCheck.of(List.of(NAIVE), Optional.empty(), store, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("check: got 3 of 0 kept runs, expected 1 or more");
  }

  private void put(Row row, long seed, double seconds) {
    var result = new Result(Map.of(Metric.CLASS, .5), List.of(), seconds);
    store.put("g", new RunKey(PROTOCOL, row.method(), seed), result);
  }

  private static Row row(String id, String method) {
    return new Row(id, PROTOCOL, method, SeedRange.parse("1-3"), Map.of(), "", Optional.empty());
  }
}
