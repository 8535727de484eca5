package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grids, whose settings are selected before or with the judged runs. */
class CompareGridIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(180);
  private static final int PER_TASK = 80;

  @TempDir private Path directory;

  private static String[] compare(Path out, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "compare",
                "--out=" + out,
                "--dataset=glyphs",
                "--per-task=" + PER_TASK,
                "--evaluate-per-task=30",
                "--method=er(memory=50)",
                "--method=naive",
                "--baselines=majority-class",
                "--grid=sgd.lr=0.001,0.1",
                "--seeds=1"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void shouldSelectOnFirstWindowsAndContinueAnInterruptedSelection() throws Exception {
    // Given
    String[] selection = {"--select-on=windows=0-1", "--select-seeds=2"};
    Path whole = directory.resolve("whole");
    Result first = Result.of(compare(whole, selection));
    assertThat(first.code()).as(first.err()).isZero();

    // When: another one is interrupted during its selection
    Path interrupted = directory.resolve("interrupted");
    interruptAfterFirstRun(
        compare(interrupted, selection[0], selection[1], "--parallel=1"), interrupted);
    List<String> selected = runs(interrupted);
    Result again = Result.of(compare(interrupted, selection));

    // Then: it keeps the runs of the selection, and has the same results
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(selected).isNotEmpty().allMatch(run -> run.contains("-select-"));
    assertThat(runs(interrupted)).hasSize(8 + 2).containsAll(selected);
    assertThat(withoutTimes(interrupted)).isEqualTo(withoutTimes(whole));
    assertSelected(withoutTimes(whole));
    assertThat(Files.readAllLines(whole.resolve("selection.csv")))
        .hasSizeGreaterThan(8)
        .anyMatch(line -> line.contains("er(memory=50)+sgd(lr=0.001),2,"));

    // When, then: nothing runs again
    assertThat(Result.of(compare(whole, selection)).err())
        .contains("all 10 runs have finished before");
  }

  private static void assertSelected(JsonNode results) {
    JsonNode tuning = results.path("tuning");
    assertThat(tuning.path("kind").asText()).isEqualTo("SELECTED");
    assertThat(texts(tuning.path("seeds"), "")).containsExactly("2", "3");
    assertThat(tuning.path("equalBudgets").asBoolean()).isTrue();
    JsonNode er = tuning.path("methods").path(0);
    assertThat(texts(er.path("points"), "point"))
        .containsExactly("er(memory=50)+sgd(lr=0.001)", "er(memory=50)+sgd(lr=0.1)");
    assertThat(texts(er.path("points"), "chosen"))
        .as("a rate of .001 learns nothing on so few examples")
        .containsExactly("false", "true");
    // two windows, and the example that ends the second one
    assertThat(er.path("examples").asInt()).isEqualTo(4 * (2 * PER_TASK + 1));

    JsonNode runs = results.path("runs");
    assertThat(texts(runs, "method")).containsExactly("er(memory=50)", "naive", "majority-class");
    assertThat(texts(runs, "seed")).containsOnly("1");
    assertThat(texts(runs, "examples"))
        .as("the judged runs begin after the windows of the selection")
        .containsOnly(String.valueOf(3 * PER_TASK));
    assertThat(results.path("stream").path("windows")).hasSize(3);
    assertThat(results.path("methods").path(0).path("oracle").asBoolean()).isFalse();
  }

  @Test
  void shouldLabelTheBestConfigurationAsOracleWithoutSelection() throws Exception {
    // When
    Path out = directory.resolve("oracle");
    Result result = Result.of(compare(out));

    // Then
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("(oracle)", "No method is named the best", "The grid was not selected");
    JsonNode results = withoutTimes(out);
    assertThat(results.path("tuning").path("kind").asText()).isEqualTo("ORACLE");
    assertThat(texts(results.path("methods"), "oracle")).contains("true").contains("false");
    assertThat(results.path("runs")).hasSize(4 + 1);
    assertThat(Files.readString(out.resolve("report.html"))).contains("\"oracle\":true");
    assertThat(out.resolve("selection.csv")).doesNotExist();
  }

  @Test
  void shouldSelectOnTheFirstWindowsOfATopic() throws Exception {
    // Given
    try (RunningUp up = RunningUp.start(directory.resolve("up"))) {
      String registry = "--schema-registry-url=" + up.registry();
      String[] stream = {
        "produce", registry, "--dataset=glyphs", "--per-task=" + PER_TASK, "--evaluate-per-task=30"
      };
      assertThat(up.cluster(stream).code()).isZero();
      List<String> topic =
          List.of(
              "compare",
              registry,
              "--input=lethe.examples",
              "--method=naive",
              "--baselines=none",
              "--grid=sgd.lr=0.001,0.1",
              "--select-seeds=1",
              "--seeds=1");

      // When
      Path out = directory.resolve("topic");
      Result result = up.cluster(with(topic, out, "windows=0-1"));

      // Then
      assertThat(result.code()).as(result.err()).isZero();
      JsonNode results = withoutTimes(out);
      assertThat(texts(results.path("runs"), "examples"))
          .containsExactly(String.valueOf(3 * PER_TASK));
      assertThat(results.path("methods").path(0).path("expression").asText())
          .isEqualTo("naive+sgd(lr=0.1)");

      // When, then: too many windows are refused before anything is written
      Path refused = directory.resolve("refused");
      assertThat(up.cluster(with(topic, refused, "windows=0-4")).err())
          .contains("select.on: got 5 windows, expected fewer than the 5 of the stream");
      assertThat(refused).doesNotExist();
    }
  }

  private static String[] with(List<String> options, Path out, String windows) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--out=" + out, "--select-on=" + windows));
    return all.toArray(String[]::new);
  }

  private static List<String> runs(Path out) {
    String[] names = out.resolve("runs").toFile().list((d, name) -> name.endsWith(".json"));
    return names == null ? List.of() : List.of(names);
  }

  private static void interruptAfterFirstRun(String[] arguments, Path out) {
    var code = new AtomicReference<Integer>();
    var command = new Thread(() -> code.set(new Invocation().run(arguments)));
    command.start();
    await().atMost(TIMEOUT).until(() -> !runs(out).isEmpty());
    command.interrupt();
    await().atMost(TIMEOUT).until(() -> code.get() != null);
    assertThat(code.get()).isEqualTo(1);
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(element -> field.isEmpty() ? element.asText() : element.path(field).asText())
        .toList();
  }

  /** Returns the results without times and without the names of directories. */
  private static JsonNode withoutTimes(Path out) throws IOException {
    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    ((ObjectNode) results.path("provenance")).remove(List.of("times", "command"));
    results
        .path("runs")
        .forEach(
            run -> ((ObjectNode) run.path("cost")).remove(List.of("seconds", "examplesPerSecond")));
    return results;
  }
}
