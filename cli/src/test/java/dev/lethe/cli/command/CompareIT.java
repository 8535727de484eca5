package dev.lethe.cli.command;

import static dev.lethe.cli.command.ComparedResults.finishedRuns;
import static dev.lethe.cli.command.ComparedResults.texts;
import static dev.lethe.cli.command.ComparedResults.withoutTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.cli.Lethe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final List<String> STREAM =
      List.of("--dataset=glyphs", "--per-task=120", "--evaluate-per-task=40");
  private static final int RUNS = 6;
  private static final List<String> METHODS =
      List.of(
          "--method=er(memory=50)",
          "--method=naive+sgd(lr=1000)",
          "--evaluate-every=3",
          "--baselines=naive,no-change,majority-class",
          "--seeds=2");

  /** An undisturbed comparison that publishes every prediction. */
  private static Path whole;

  private static Result first;

  @TempDir private Path directory;

  @BeforeAll
  static void compareWithoutDisturbance(@TempDir Path place) {
    whole = place.resolve("whole");
    first = Result.of(compare(whole, List.of(STREAM, METHODS, List.of("--predictions"))));
    assertThat(first.code()).as(first.err()).isZero();
  }

  private static String[] compare(Path out, List<List<String>> options) {
    List<String> all = new ArrayList<>(List.of("compare", "--out=" + out));
    options.forEach(all::addAll);
    return all.toArray(String[]::new);
  }

  @Test
  void shouldGiveTheSameResultsWhenKilledAndContinued() throws Exception {
    // Given: a comparison in a process of its own that publishes outcomes only
    Path killed = directory.resolve("killed");
    String[] command = compare(killed, List.of(STREAM, METHODS, List.of("--parallel=1")));
    Process process = start(command);

    // When: it is killed after its first run
    await().atMost(TIMEOUT).until(() -> finishedRuns(killed).size() > 0 || !process.isAlive());
    process.destroyForcibly().waitFor();
    assertThat(finishedRuns(killed).size()).isBetween(1, RUNS - 1);

    // When: the same command continues, and its broker is killed after the next run
    int before = finishedRuns(killed).size();
    var ended = new AtomicReference<Result>();
    new Thread(() -> ended.set(Result.of(command))).start();
    await()
        .atMost(TIMEOUT)
        .until(() -> finishedRuns(killed).size() > before || ended.get() != null);
    RunningUp.brokers().forEach(ProcessHandle::destroyForcibly);
    await().atMost(TIMEOUT).until(() -> ended.get() != null);

    // Then: it fails
    assertThat(ended.get().code()).as(ended.get().err()).isEqualTo(1);
    assertThat(ended.get().err()).contains("the broker has exited");
    assertThat(killed.resolve("results.json")).doesNotExist();

    // When: it continues again, without a limit to the runs at a time
    Result last = Result.of(compare(killed, List.of(STREAM, METHODS)));

    // Then: the results are those of the undisturbed comparison, and can be added
    assertThat(last.code()).as(last.err()).isZero();
    assertThat(withoutTimes(killed)).isEqualTo(withoutTimes(whole));
    assertCanBeAdded(whole, killed);
    assertAddsToItself(killed);
  }

  @Test
  void shouldRepeatTheResultsWithoutRunningAgain() throws IOException {
    // Given
    JsonNode results = withoutTimes(whole);
    assertThat(first.out()).contains("naive (baseline)", "2, 2 diverged", "2 seeds are too few");

    // When
    Result again = Result.of(compare(whole, List.of(STREAM, METHODS)));

    // Then
    assertThat(again.err()).contains("all 6 runs have finished before").doesNotContain("broker");
    assertThat(withoutTimes(whole)).isEqualTo(results);
    assertThat(whole.resolve("stack")).doesNotExist();
    assertHasWholeResults(whole);
  }

  private void assertAddsToItself(Path out) throws IOException {
    // When: a comparison that has finished before is given again, with an addition
    List<String> addition = List.of("--add=other=" + whole);
    Result both = Result.of(compare(out, List.of(STREAM, METHODS, addition)));

    // Then: its directory has the results over both streams, and nothing has run
    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.err()).contains("all 6 runs have finished before");
    assertThat(both.out()).contains("mean rank", "2 streams are too few");
    assertThat(Files.readString(out.resolve("results.json"))).contains("lethe-compare-streams-1");
  }

  private void assertCanBeAdded(Path one, Path same) throws IOException {
    // When: the same runs are added as those of the same stream, and as those of another one
    Path joined = directory.resolve("joined");
    Path both = directory.resolve("both");
    assertThat(Result.of("compare", "--add=" + one, "--add=" + same, "--out=" + joined).code())
        .isZero();
    Result over = Result.of("compare", "--add=" + joined, "--add=other=" + same, "--out=" + both);

    // Then: each run counts once, and two streams are not enough
    assertThat(withoutTimes(joined).path("runs")).isEqualTo(withoutTimes(one).path("runs"));
    assertThat(over.code()).as(over.err()).isZero();
    assertThat(over.out()).contains("mean rank", "2 streams are too few");
    assertThat(Files.readString(both.resolve("results.json"))).contains("lethe-compare-streams-1");
    assertThat(Files.readString(both.resolve("results.csv"))).contains(",other,er(memory=50),");
    assertThat(both.resolve("report.html")).isNotEmptyFile();

    // When, then: a directory belongs to one combination
    assertThat(Result.of("compare", "--add=" + one, "--out=" + both).err())
        .contains("out: got " + both + ", which combines");
    assertThat(Result.of("compare", "--add=" + directory, "--out=" + both).err())
        .contains("without results.json");
  }

  private static void assertHasWholeResults(Path out) throws IOException {
    JsonNode results = withoutTimes(out);
    assertThat(texts(results.path("runs"), "method"))
        .containsExactly(
            "er(memory=50)",
            "er(memory=50)",
            "naive+sgd(lr=1000)",
            "naive+sgd(lr=1000)",
            "naive",
            "naive",
            "no-change",
            "no-change",
            "majority-class",
            "majority-class");
    assertThat(texts(results.path("runs"), "status"))
        .as("a rate of 1000 ruins the model")
        .startsWith("FINISHED", "FINISHED", "DIVERGED", "DIVERGED", "FINISHED");
    JsonNode run = results.path("runs").path(0);
    assertThat(run.path("metrics").path("averageAccuracy").asDouble()).isBetween(0.2, 1.0);
    assertThat(run.path("metrics").path("stabilityGap").isNumber()).isTrue();
    assertThat(run.path("cost").path("stateBytes").asLong()).isPositive();
    assertThat(run.path("examples").asLong()).isEqualTo(5 * 120);
    assertThat(texts(results.path("methods"), "method")).startsWith("er(memory=50)");
    assertThat(texts(results.path("pairs"), "verdict")).containsOnly("TOO_FEW_SEEDS");
    assertThat(results.path("verdict").path(0).asText()).contains("2 seeds are too few");
    assertThat(Files.readString(out.resolve("results.csv")))
        .startsWith("run,stream,method,seed,stream_seed,baseline,status,metric,value\n");
    assertThat(Files.readString(out.resolve("report.html"))).contains("2 seeds are too few");
  }

  @Test
  void shouldCompareOnTheTopicOfACluster() throws Exception {
    // Given
    List<String> one =
        List.of("--method=er(memory=50)", "--evaluate-every=3", "--baselines=none", "--seeds=1");
    try (RunningUp up = RunningUp.start(directory.resolve("up"))) {
      List<String> cluster =
          List.of("--input=lethe.examples", "--schema-registry-url=" + up.registry());
      List<String> produce =
          new ArrayList<>(List.of("produce", "--schema-registry-url=" + up.registry()));
      produce.addAll(STREAM);
      assertThat(up.cluster(produce.toArray(String[]::new)).code()).isZero();

      // When
      Path out = directory.resolve("topic");
      Result result = up.cluster(compare(out, List.of(cluster, one)));

      // Then: the same metrics, although the shape was found in the topic
      assertThat(result.code()).as(result.err()).isZero();
      JsonNode run = withoutTimes(out).path("runs").path(0);
      JsonNode same = withoutTimes(whole).path("runs").path(0);
      assertThat(run.path("metrics")).isEqualTo(same.path("metrics"));

      assertSelectsAndLabelsOracles(up, cluster);

      // When: the topic grows by records with more classes, and the run is continued
      List<String> more = new ArrayList<>(produce.subList(0, 2));
      more.addAll(List.of("--dataset=csv", "--scenario=as-is", "--data-dir=" + twelveClasses()));
      assertThat(up.cluster(more.toArray(String[]::new)).code()).isZero();
      deleteResults(out);
      Result again = up.cluster(compare(out, List.of(cluster, one)));

      // Then: it is the same run over the same range
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(withoutTimes(out).path("runs").path(0)).isEqualTo(run);

      // When, then: bad input is refused before anything is written
      Path refused = directory.resolve("refused");
      assertThat(
              up.cluster(
                      compare(refused, List.of(cluster, one, List.of("--from=5000", "--to=5000"))))
                  .err())
          .contains("range: got no records of lethe.examples");
      assertThat(up.cluster(compare(refused, List.of(List.of("--input=none.examples"), one))).err())
          .contains("none.examples");
      assertThat(refused).doesNotExist();
    }
  }

  private void assertSelectsAndLabelsOracles(RunningUp up, List<String> cluster)
      throws IOException {
    List<String> grid =
        List.of("--method=naive", "--baselines=none", "--grid=sgd.lr=0.001,0.1", "--seeds=1");

    // When: settings are selected on the first windows
    Path selected = directory.resolve("selected");
    List<String> selection = List.of("--select-on=windows=0-1", "--select-seeds=1");
    Result result = up.cluster(compare(selected, List.of(cluster, grid, selection)));

    // Then: the judged run begins after them
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode results = withoutTimes(selected);
    assertThat(texts(results.path("runs"), "examples")).containsExactly(String.valueOf(3 * 120));
    assertThat(results.path("methods").path(0).path("expression").asText())
        .isEqualTo("naive+sgd(lr=0.1)");

    // When: they are not
    Path oracle = directory.resolve("oracle");
    Result labelled = up.cluster(compare(oracle, List.of(cluster, grid)));

    // Then
    assertThat(labelled.code()).as(labelled.err()).isZero();
    assertThat(labelled.out())
        .contains("(oracle)", "No method is named the best", "The grid was not selected");
    JsonNode judged = withoutTimes(oracle);
    assertThat(judged.path("tuning").path("kind").asText()).isEqualTo("ORACLE");
    assertThat(texts(judged.path("methods"), "oracle")).containsExactly("true", "false");
    assertThat(Files.readString(oracle.resolve("report.html"))).contains("\"oracle\":true");
    assertThat(oracle.resolve("selection.csv")).doesNotExist();

    // When, then: too many windows are refused before anything is written
    Path refused = directory.resolve("refused");
    List<String> all = List.of("--select-on=windows=0-4");
    assertThat(up.cluster(compare(refused, List.of(cluster, grid, all))).err())
        .contains("select.on: got 5 windows, expected fewer than the 5 of the stream");
    assertThat(refused).doesNotExist();
  }

  /** Starts a command in a process of its own. */
  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Lethe.class.getName()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("killed.log").toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("LETHE_"));
    builder.environment().put("LETHE_LOG", directory.resolve("lethe.log").toString());
    return builder.start();
  }

  private Path twelveClasses() throws IOException {
    String rows =
        IntStream.range(0, 24)
            .mapToObj(row -> "0.%d,0.5,%d%n".formatted(row + 10, row % 12))
            .collect(Collectors.joining());
    return Files.writeString(directory.resolve("twelve.csv"), rows);
  }

  private static void deleteResults(Path out) throws IOException {
    try (Stream<Path> runs = Files.list(out.resolve("runs"))) {
      for (Path run : runs.toList()) {
        Files.delete(run);
      }
    }
  }
}
