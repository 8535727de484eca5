package dev.lethe.cli.command;

import static dev.lethe.cli.command.ComparedResults.finishedRuns;
import static dev.lethe.cli.command.ComparedResults.texts;
import static dev.lethe.cli.command.ComparedResults.withoutTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
    List<String> selected = finishedRuns(interrupted);
    Result again = Result.of(compare(interrupted, selection));

    // Then: it keeps the runs of the selection, and has the same results
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(selected).isNotEmpty().allMatch(run -> run.contains("-select-"));
    assertThat(finishedRuns(interrupted)).hasSize(8 + 2).containsAll(selected);
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

  private static void interruptAfterFirstRun(String[] arguments, Path out) {
    var code = new AtomicReference<Integer>();
    var command = new Thread(() -> code.set(new Invocation().run(arguments)));
    command.start();
    await().atMost(TIMEOUT).until(() -> !finishedRuns(out).isEmpty());
    command.interrupt();
    await().atMost(TIMEOUT).until(() -> code.get() != null);
    assertThat(code.get()).isEqualTo(1);
  }
}
