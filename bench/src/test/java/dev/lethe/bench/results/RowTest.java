package dev.lethe.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.SeedRange;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import dev.lethe.bench.tune.Grid;
import dev.lethe.bench.tune.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowTest {
  private static final Protocol PROTOCOL =
      new Protocol(Map.of("dataset", "mnist", "validation", "100"));

  @Test
  void shouldBeSettledOnceItsSettingIsChosen(@TempDir Path directory) throws Exception {
    // Given
    var store = new ResultStore(directory, "r");
    Row row = row(PROTOCOL, "lr=0.01,0.1,1", Metric.CLASS, "1-2");
    assertThat(row.settled(store)).isEmpty();
    // When
    for (String lr : List.of("0.01", "0.1", "1")) {
      var result = new Result(Map.of(Metric.CLASS, lr.equals("0.1") ? .9 : .5), List.of(), 1);
      store.put("g", new RunKey(PROTOCOL, "naive+sgd(lr=" + lr + ")", 1001), result);
    }
    // Then
    assertThat(row.settled(store).map(Row::method)).contains("naive+sgd(lr=0.1)");
  }

  @Test
  void shouldRejectASelectionSeedThatIsReported() {
    assertThatThrownBy(() -> row(PROTOCOL, "lr=0.01,0.1", Metric.CLASS, "1000-1002"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("g/r: got selection seed 1001, expected none of 1000-1002");
  }

  @Test
  void shouldRejectASelectionMetricThatTheRunsDoNotHave() {
    assertThatThrownBy(() -> row(PROTOCOL, "lr=0.01,0.1", Metric.LAST_ERROR, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("g/r: tune by: got 'last-error', expected one of [class, ");
  }

  private static Row row(Protocol protocol, String grid, Metric by, String seeds) {
    var selection = new Selection(Grid.parse(grid), by, Selection.DEFAULT_SEED);
    return new Row(
        "g/r",
        protocol,
        "naive+sgd(lr=$lr)",
        SeedRange.parse(seeds),
        Map.of(),
        "",
        Optional.of(selection));
  }
}
