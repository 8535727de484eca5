package dev.lethe.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTableTest {
  @TempDir private Path directory;

  @Test
  void shouldShowDifferencesToTheBaselineBySeed() throws Exception {
    // Given: differences .02, .03, .04 for seeds 1 to 3; seed 4 has no pair
    Targets targets =
        targets(
            """
            "protocol": {"dataset": "mnist"}, "seeds": "1-4", "baseline": "plain", "rows": [
              {"name": "plain", "method": "naive", "published": {"class": "70"}},
              {"name": "er", "method": "er", "published": {"class": "73"}}]""");
    var store = new ResultStore(directory, "r");
    double[] plain = {.70, .60, .80};
    double[] replayed = {.72, .63, .84, .50};
    for (int seed = 1; seed <= 4; seed++) {
      if (seed < 4) {
        put(store, "naive", seed, Metric.CLASS, plain[seed - 1]);
      }
      put(store, "er", seed, Metric.CLASS, replayed[seed - 1]);
    }
    // When
    String text = new ResultsTable(store).text(targets.groups().get(0));
    // Then: t(.975, 2) · 1 / √3 = 4.3027 / 1.7321 = 2.48
    assertThat(text)
        .contains("| less g/plain, by seed, ± 95 % CI |", "|---|---|---|---|---|---|---|")
        .contains("(sd 14.36, n = 4) | 3.00 ± 2.48 (sd 1.00, n = 3) | ")
        .contains("| 70.00 ± 24.84 (sd 10.00, n = 3) | | inconclusive | `naive` |");
  }

  @Test
  void shouldShowErrorsAsPlainNumbers() throws Exception {
    // Given
    Targets targets =
        targets(
            """
            "protocol": {"dataset": "mnist"}, "seeds": "1-2", "rows": [
              {"name": "bp", "method": "naive", "published": {"last-error": "1.245"}}]""");
    var store = new ResultStore(directory, "r");
    put(store, "naive", 1, Metric.LAST_ERROR, 1.2);
    put(store, "naive", 2, Metric.LAST_ERROR, 1.3);
    // Then: t(.975, 1) · 0.0707 / √2 = 12.706 · 0.05
    assertThat(new ResultsTable(store).text(targets.groups().get(0)))
        .contains("| 1.245 | 1.250 ± 0.635 (sd 0.071, n = 2) | inconclusive | `naive` |")
        .contains("|---|---|---|---|---|---|\n")
        .doesNotContain("by seed");
  }

  @Test
  void shouldShowTheChoiceOfARowWithAGrid() throws Exception {
    // Given
    Targets targets =
        targets(
            """
            "protocol": {"dataset": "mnist"}, "seeds": "1", "rows": [
              {"name": "t", "method": "naive+sgd(lr=$lr)", "grid": "lr=0.01,0.1,1",
               "published": {"class": "70"}}]""");
    var store = new ResultStore(directory, "r");
    Protocol selection = new Protocol(Map.of("dataset", "mnist", "validation", "10000"));
    for (String lr : List.of("0.01", "0.1", "1")) {
      var result = new Result(Map.of(Metric.CLASS, lr.equals("0.1") ? .9 : .5), List.of(), 1);
      store.put("g", new RunKey(selection, "naive+sgd(lr=" + lr + ")", 1001), result);
    }
    // Then
    assertThat(new ResultsTable(store).text(targets.groups().get(0)))
        .contains("| not run | lr=0.1 chosen on training data | `naive+sgd(lr=0.1)` |");
  }

  @Test
  void shouldDistinguishMissingRunsFromValuesThatAreNotFinite() throws Exception {
    // Given: seeds 1 and 2 were run before forgetting was a metric
    Targets targets =
        targets(
            """
            "protocol": {"dataset": "mnist"}, "seeds": "1-4", "rows": [
              {"name": "r", "method": "naive", "published": {"class": "70", "forgetting": "5"}}]""");
    var store = new ResultStore(directory, "r");
    put(store, "naive", 1, Metric.CLASS, .7);
    put(store, "naive", 2, Metric.CLASS, Double.NaN);
    // When
    String text = new ResultsTable(store).text(targets.groups().get(0));
    // Then
    assertThat(text)
        .contains("| 70.00 (n = 1, no interval) | **1 of 2 runs have no finite value**; one seed |")
        .contains("| g/r | average forgetting | 5.00 | not run |  |");
  }

  @Test
  void shouldListTheRevisionsOfTheRuns() throws Exception {
    // Given: seed 3 was repeated, and there are runs that no row uses
    Targets targets =
        targets(
            """
            "protocol": {"dataset": "mnist"}, "seeds": "1-3", "rows": [
              {"name": "plain", "method": "naive", "published": {"class": "70", "task": "90"}},
              {"name": "same", "method": "naive", "published": {"class": "none"}},
              {"name": "er", "method": "er", "published": {"class": "73"}}]""");
    var old = new ResultStore(directory, "aaa");
    for (int seed = 1; seed <= 9; seed++) {
      put(old, "naive", seed, Metric.CLASS, .7);
    }
    put(old, "er", 1, Metric.FORGETTING, .7);
    put(old, "er", 2, Metric.CLASS, .7);
    var store = new ResultStore(directory, "bbb");
    put(store, "naive", 3, Metric.CLASS, .7);
    // When
    String text = new ResultsTable(store).text(targets.groups().get(0));
    // Then
    assertThat(text).endsWith("` |\n\nRuns: 3 at aaa, 1 at bbb.\n");
  }

  @Test
  void shouldRejectABaselineThatIsNotARow() {
    assertThatThrownBy(() -> targets("\"baseline\": \"none\", \"rows\": []"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("baseline: got 'g/none'");
  }

  @Test
  void shouldReadTheTargetsOfTheRepository() {
    assertThat(Targets.read().groups()).isNotEmpty();
  }

  private static void put(ResultStore store, String method, int seed, Metric metric, double value) {
    RunKey key = new RunKey(new Protocol(Map.of("dataset", "mnist")), method, seed);
    store.put("g", key, new Result(Map.of(metric, value), List.of(), 1));
  }

  private static Targets targets(String rest) throws IOException {
    String group = "[{\"name\": \"g\", \"title\": \"G\", \"about\": \"\", " + rest + "}]";
    return Targets.read(new ByteArrayInputStream(group.getBytes(StandardCharsets.UTF_8)));
  }
}
