package dev.lethe.compare.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonDirectoryTest {
  private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");

  @TempDir private Path directory;

  private static ComparisonPlan plan(String method) {
    return new ComparisonPlan(
        ComparisonPlan.SCHEMA,
        "glyphs",
        true,
        List.of(new ComparedMethod(method, method + "+sgd(lr=0.1)", false)),
        List.of(1L, 2L),
        null,
        List.of(),
        Map.of("model", "mlp"),
        null);
  }

  private ComparisonDirectory open(String method) {
    return ComparisonDirectory.open(directory, plan(method), "", NOW);
  }

  private static Finished run(String name, Status status) {
    var result =
        new RunResult(
            name,
            "naive",
            1,
            null,
            false,
            status,
            null,
            Map.of("averageAccuracy", 0.5),
            1,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "d",
            Cost.unknown());
    return new Finished(result, new StreamSummary(1, 1, 0.5, Double.NaN, List.of()));
  }

  @Test
  void shouldFindWhatAnEarlierCommandHasFinished() {
    // Given
    ComparisonDirectory first = open("naive");
    first.setRange("all", "0:0-5");
    first.store(run("done", Status.FINISHED));
    first.store(run("failed", Status.FAILED));

    // When
    ComparisonDirectory again =
        ComparisonDirectory.open(directory, plan("naive"), "", NOW.plusSeconds(60));

    // Then: failed runs are tried again
    assertThat(again.find("done")).contains(run("done", Status.FINISHED));
    assertThat(again.find("failed")).isEmpty();
    assertThat(again.range("all")).contains("0:0-5");
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.startedAt()).isEqualTo(NOW);
  }

  @Test
  void shouldRefuseTheDirectoryOfAnotherComparison() {
    open("naive");
    assertThatThrownBy(() -> open("er"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which holds another comparison (methods [naive])");
  }

  @Test
  void shouldRefuseADirectoryWithOtherFiles() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> open("naive"))
        .hasMessageContaining("notes.txt in it, expected an empty directory");
    assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("notes.txt"));
  }

  @Test
  void shouldNameTheRunsOfOtherPlansAndRecordsDifferently(
      @TempDir Path second, @TempDir Path third) {
    String id = open("naive").id();
    assertThat(ComparisonDirectory.open(second, plan("er"), "", NOW).id()).isNotEqualTo(id);
    assertThat(ComparisonDirectory.open(third, plan("naive"), "0:0-5", NOW).id()).isNotEqualTo(id);
  }

  @Test
  void shouldRefuseAMethodThatIsGivenTwice() {
    var method = new ComparedMethod("naive", "naive", false);
    assertThatThrownBy(
            () ->
                new ComparisonPlan(
                    ComparisonPlan.SCHEMA,
                    "s",
                    true,
                    List.of(method, method),
                    List.of(1L),
                    null,
                    List.of(),
                    Map.of(),
                    null))
        .hasMessage("method: got [naive, naive], expected each once");
  }
}
