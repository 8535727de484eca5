package dev.lethe.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Targets.Row;
import dev.lethe.bench.Tuning.Selection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
  private static final Protocol PROTOCOL = new Protocol(Map.of("dataset", "mnist"));
  private static final Row ROW = row("lr=0.01,0.1,1", "1-2");

  @TempDir private Path directory;
  private ResultStore store;

  @BeforeEach
  void open() throws Exception {
    store = new ResultStore(directory, "r");
  }

  @Test
  void shouldWantEveryValueOnTheSelectionSeedAndTrainingDataFirst() {
    // Given: runs that must not count: a reporting seed, and one on test examples
    store.put("g", new Key(validated(), "naive+sgd(lr=0.01)", 1), accuracy(.9));
    store.put("g", new Key(PROTOCOL, "naive+sgd(lr=0.01)", 1001), accuracy(.9));
    // When
    Tuning tuning = Tuning.of(ROW, store);
    // Then
    assertThat(tuning.missing()).hasSize(3);
    assertThat(tuning.told()).isEqualTo("not tuned");
    assertThat(Tuning.settled(ROW, store)).isEmpty();
  }

  @Test
  void shouldChooseTheBestOfWhatIsKept() {
    put("0.01", .7);
    put("0.1", .9);
    put("1", .8);
    // When
    Tuning tuning = Tuning.of(ROW, store);
    // Then
    assertThat(tuning.told()).isEqualTo("lr=0.1 chosen on training data");
    assertThat(Tuning.settled(ROW, store).map(Row::method)).contains("naive+sgd(lr=0.1)");
    assertThat(TuneBench.report(tuning)).contains("lr=0.1        90.00", "lr=1          80.00");
  }

  @Test
  void shouldWantTheNextValueBeyondAnEdgeThatIsBest() {
    put("0.01", .9);
    put("0.1", .8);
    put("1", .7);
    assertThat(Tuning.of(ROW, store).missing()).extracting(Grid::text).containsExactly("0.001");
  }

  @Test
  void shouldMakeTheRunsThatAreMissing() throws Exception {
    // Given: a stream small enough to be run here
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
    var selection = new Selection(Grid.parse("lr=0.01,0.1,0.5"), Metric.TASK, 1001);
    var row =
        new Row("g/r", protocol, "naive+sgd(lr=$lr)", "1", Map.of(), "", Optional.of(selection));
    // When
    Tuning.complete(List.of(row), null, store, 1);
    // Then
    Tuning tuning = Tuning.of(row, store);
    assertThat(tuning.missing()).isEmpty();
    assertThat(tuning.scores().size()).isGreaterThanOrEqualTo(3);
    assertThat(Tuning.settled(row, store)).isPresent();
    assertThat(directory.resolve("g.jsonl")).content().contains("validation=200");
  }

  @Test
  void shouldTuneARegressionByTheSmallestError() throws Exception {
    // Given: a rate that learns hardly anything, and one that does
    var protocol = new Protocol(Map.of("stream", "slow-regression", "steps", "400", "bin", "100"));
    var selection = new Selection(Grid.parse("lr=0.00001,0.01"), Metric.LAST_ERROR, 1001);
    var row =
        new Row("g/r", protocol, "naive+sgd(lr=$lr)", "1", Map.of(), "", Optional.of(selection));
    // When
    Tuning.complete(List.of(row), null, store, 1);
    // Then
    Tuning tuning = Tuning.of(row, store);
    double best =
        tuning.scores().keySet().stream()
            .map(lr -> new Key(protocol, "naive+sgd(lr=%s)".formatted(Grid.text(lr)), 1001))
            .mapToDouble(key -> store.find(key).orElseThrow().metrics().get(Metric.LAST_ERROR))
            .min()
            .orElseThrow();
    String chosen = Tuning.settled(row, store).orElseThrow().method();
    assertThat(store.find(new Key(protocol, chosen, 1001)).orElseThrow().metrics())
        .containsEntry(Metric.LAST_ERROR, best);
    assertThat(chosen).isNotEqualTo("naive+sgd(lr=1e-5)");
    assertThat(TuneBench.report(tuning)).contains(" " + Unit.NUMBER.text(best) + "\n");
  }

  @Test
  void shouldRefuseAFigureThatTheRunsDoNotHave() {
    var selection = new Selection(Grid.parse("lr=0.01,0.1"), Metric.CLASS, 1001);
    var regression = new Protocol(Map.of("stream", "slow-regression"));
    assertThatThrownBy(
            () -> new Row("g/r", regression, "m", "1", Map.of(), "", Optional.of(selection)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("g/r: tune by: got 'class', expected one of [first-error, last-error]");
  }

  @Test
  void shouldTellOnAStreamThatThereIsNotWhatIsWanted() {
    // Given
    var errors = new StringWriter();
    var tune = Launch.commandLine(new TuneBench()).setErr(new PrintWriter(errors));
    // When
    int exit =
        tune.execute(
            "--home=" + directory,
            "--stream=elec2",
            "--grid=lr=0.1,1",
            "--method=naive+sgd(lr=$lr)");
    // Then
    assertThat(exit).isEqualTo(2);
    assertThat(errors)
        .hasToString(
            "bench/tune: stream: got 'elec2', expected 'slow-regression', or dataset for one of"
                + " classes%n".formatted());
  }

  @Test
  void shouldRefuseASelectionSeedThatIsReported() {
    assertThatThrownBy(() -> row("lr=0.01,0.1", "1000-1002"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got selection seed 1001, expected none of 1000-1002");
  }

  @Test
  void shouldTakeTheOptionsOfARunAsTheyCome() {
    assertThat(TuneBench.options(List.of("--dataset", "mnist", "--batch-size=64")))
        .isEqualTo(Map.of("dataset", "mnist", "batch-size", "64"));
    assertThatThrownBy(() -> TuneBench.options(List.of("--dataset")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option: got '--dataset'");
  }

  private void put(String lr, double accuracy) {
    store.put("g", new Key(validated(), "naive+sgd(lr=" + lr + ")", 1001), accuracy(accuracy));
  }

  private static Protocol validated() {
    return PROTOCOL.with(Map.of("validation", "10000"));
  }

  private static Result accuracy(double value) {
    return new Result(Map.of(Metric.CLASS, value), List.of(), 1);
  }

  private static Row row(String grid, String seeds) {
    var selection = new Selection(Grid.parse(grid), Metric.CLASS, Selection.SEED);
    return new Row(
        "g/r", PROTOCOL, "naive+sgd(lr=$lr)", seeds, Map.of(), "", Optional.of(selection));
  }
}
