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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final List<String> STREAM =
      List.of("--dataset=glyphs", "--per-task=120", "--evaluate-per-task=40");
  private static final List<String> METHODS =
      List.of(
          "--method=er(memory=50)",
          "--method=naive+sgd(lr=1000)",
          "--evaluate-every=3",
          "--baselines=naive,no-change,majority-class",
          "--seeds=2");

  @TempDir private Path directory;

  private static String[] compare(Path out, List<List<String>> options) {
    List<String> all = new ArrayList<>(List.of("compare", "--out=" + out));
    options.forEach(all::addAll);
    return all.toArray(String[]::new);
  }

  @Test
  void shouldGiveTheSameResultsWhenInterruptedAndRepeated() throws Exception {
    // Given: one comparison that publishes every prediction
    Path whole = directory.resolve("whole");
    List<String> predictions = List.of("--predictions");
    Result first = Result.of(compare(whole, List.of(STREAM, METHODS, predictions)));
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("naive (baseline)", "2, 2 diverged", "2 seeds are too few");

    // When: another one publishes outcomes only and is interrupted after its first run
    Path interrupted = directory.resolve("interrupted");
    interruptAfterFirstRun(
        compare(interrupted, List.of(STREAM, METHODS, List.of("--parallel=1"))), interrupted);
    assertThat(interrupted.resolve("results.json")).doesNotExist();
    assertThat(Result.of(compare(interrupted, List.of(STREAM, METHODS))).code()).isZero();

    // Then
    assertThat(withoutTimes(interrupted)).isEqualTo(withoutTimes(whole));

    // When: all runs have finished
    Result again = Result.of(compare(whole, List.of(STREAM, METHODS)));

    // Then: nothing runs again
    assertThat(again.err()).contains("all 6 runs have finished before").doesNotContain("broker");
    assertThat(whole.resolve("stack")).doesNotExist();
    assertHasWholeResults(whole);
    assertCanBeAdded(whole, interrupted);
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
    Path built = directory.resolve("built");
    List<String> one = List.of("--method=er(memory=50)", "--baselines=none", "--seeds=1");
    assertThat(Result.of(compare(built, List.of(STREAM, one))).code()).isZero();
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
      JsonNode same = withoutTimes(built).path("runs").path(0);
      assertThat(run.path("metrics")).isEqualTo(same.path("metrics"));

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

  @Test
  void shouldFailWhenTheBrokerDiesAndContinueAfterwards() {
    // Given
    Path out = directory.resolve("broken");
    String[] arguments = compare(out, List.of(STREAM, METHODS, List.of("--parallel=1")));
    var ended = new AtomicReference<Result>();
    new Thread(() -> ended.set(Result.of(arguments))).start();
    await().atMost(TIMEOUT).until(() -> hasFinishedRun(out));

    // When
    RunningUp.brokers().forEach(ProcessHandle::destroyForcibly);

    // Then
    await().atMost(TIMEOUT).until(() -> ended.get() != null);
    assertThat(ended.get().code()).isEqualTo(1);
    assertThat(ended.get().err()).contains("the broker has exited");

    // When: the same command is given again
    Result again = Result.of(arguments);

    // Then
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(out.resolve("results.json")).exists();
  }

  private static boolean hasFinishedRun(Path out) {
    String[] finished = out.resolve("runs").toFile().list((d, name) -> name.endsWith(".json"));
    return finished != null && finished.length > 0;
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

  private static void interruptAfterFirstRun(String[] arguments, Path out) {
    var code = new AtomicReference<Integer>();
    var command = new Thread(() -> code.set(new Invocation().run(arguments)));
    command.start();
    await().atMost(TIMEOUT).until(() -> hasFinishedRun(out));
    command.interrupt();
    await().atMost(TIMEOUT).until(() -> code.get() != null);
    assertThat(code.get()).isEqualTo(1);
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(element -> element.path(field).asText())
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
