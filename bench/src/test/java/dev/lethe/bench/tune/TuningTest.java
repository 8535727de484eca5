package dev.lethe.bench.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
  private static final Protocol PROTOCOL = new Protocol(Map.of("dataset", "mnist"));
  private static final TuningTask TASK = task(PROTOCOL, "lr=0.01,0.1,1", Metric.CLASS);

  @TempDir private Path directory;
  private ResultStore store;

  @BeforeEach
  void open() throws Exception {
    store = new ResultStore(directory, "r");
  }

  @Test
  void shouldUseOnlyRunsOnTheSelectionSeedAndTrainingData() {
    // Given: runs that must not count: another seed, and one on test examples
    store.put("g", new RunKey(validated(), "naive+sgd(lr=0.01)", 1), accuracy(.9));
    store.put("g", new RunKey(PROTOCOL, "naive+sgd(lr=0.01)", 1001), accuracy(.9));
    // When
    Tuning tuning = Tuning.of(TASK, store);
    // Then
    assertThat(tuning.missing()).hasSize(3);
    assertThat(tuning.description()).isEqualTo("not tuned");
    assertThat(tuning.method()).isEmpty();
  }

  @Test
  void shouldChooseTheBestStoredRun() {
    put("0.01", .7);
    put("0.1", .9);
    put("1", .8);
    // When
    Tuning tuning = Tuning.of(TASK, store);
    // Then
    assertThat(tuning.description()).isEqualTo("lr=0.1 chosen on training data");
    assertThat(tuning.method()).contains("naive+sgd(lr=0.1)");
  }

  @Test
  void shouldExtendTheGridWhenTheBestIsAtItsEdge() {
    put("0.01", .9);
    put("0.1", .8);
    put("1", .7);
    assertThat(Tuning.of(TASK, store).missing()).extracting(Grid::text).containsExactly("0.001");
  }

  @Test
  void shouldReportThatNoRunIsFinite() {
    for (String lr : List.of("0.01", "0.1", "1")) {
      put(lr, Double.NaN);
    }
    // When
    Tuning tuning = Tuning.of(TASK, store);
    // Then
    assertThat(tuning.description()).isEqualTo("no value of the grid gave a finite result");
    assertThat(tuning.method()).isEmpty();
  }

  @Test
  void shouldExecuteMissingRuns() throws Exception {
    // Given: a stream small enough to run here
    var protocol =
        new Protocol(
            Map.of(
                "dataset",
                "glyphs",
                "per-task",
                "40",
                "evaluate-per-task",
                "20",
                "validation",
                "200"));
    TuningTask task = task(protocol, "lr=0.01,0.1,0.5", Metric.TASK);
    // When
    Tuning.complete(List.of(task), Optional.empty(), store, 1);
    // Then
    Tuning tuning = Tuning.of(task, store);
    assertThat(tuning.missing()).isEmpty();
    assertThat(tuning.scores().size()).isGreaterThanOrEqualTo(3);
    assertThat(tuning.method()).isPresent();
    assertThat(directory.resolve("g.jsonl")).content().contains("validation=200");
  }

  @Test
  void shouldTuneARegressionByTheSmallestError() throws Exception {
    // Given: a learning rate that hardly trains, and one that does
    var protocol = new Protocol(Map.of("stream", "slow-regression", "steps", "400", "bin", "100"));
    TuningTask task = task(protocol, "lr=0.00001,0.01", Metric.LAST_ERROR);
    // When
    Tuning.complete(List.of(task), Optional.empty(), store, 1);
    // Then
    Tuning tuning = Tuning.of(task, store);
    double min =
        tuning.scores().keySet().stream()
            .mapToDouble(lr -> lastError(protocol, task.methodWith(lr)))
            .min()
            .orElseThrow();
    String chosen = tuning.method().orElseThrow();
    assertThat(lastError(protocol, chosen)).isEqualTo(min);
    assertThat(chosen).isNotEqualTo("naive+sgd(lr=1e-5)");
  }

  @Test
  void shouldRejectAMetricThatTheRunsDoNotHave() {
    var regression = new Protocol(Map.of("stream", "slow-regression"));
    assertThatThrownBy(() -> task(regression, "lr=0.01,0.1", Metric.CLASS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("g/r: tune by: got 'class', expected one of [first-error, last-error]");
  }

  private double lastError(Protocol protocol, String method) {
    return store
        .find(new RunKey(protocol, method, 1001))
        .flatMap(run -> run.value(Metric.LAST_ERROR))
        .orElseThrow();
  }

  private void put(String lr, double accuracy) {
    RunKey key = new RunKey(validated(), "naive+sgd(lr=" + lr + ")", 1001);
    store.put("g", key, accuracy(accuracy));
  }

  private static Protocol validated() {
    return PROTOCOL.with(Map.of("validation", "10000"));
  }

  private static Result accuracy(double value) {
    return new Result(Map.of(Metric.CLASS, value), List.of(), 1);
  }

  private static TuningTask task(Protocol protocol, String grid, Metric by) {
    var selection = new Selection(Grid.parse(grid), by, Selection.DEFAULT_SEED);
    return new TuningTask("g/r", protocol, "naive+sgd(lr=$lr)", selection);
  }
}
