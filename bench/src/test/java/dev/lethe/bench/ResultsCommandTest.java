package dev.lethe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.results.Group;
import dev.lethe.bench.results.Published;
import dev.lethe.bench.results.Row;
import dev.lethe.bench.results.Targets;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.SeedRange;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsCommandTest {
  private static final Protocol PROTOCOL =
      new Protocol(Map.of("dataset", "glyphs", "per-task", "40", "evaluate-per-task", "20"));
  private static final String METHOD = "naive+sgd(lr=0.1)";

  @TempDir private Path home;

  @Test
  void shouldRepeatOnlyRunsThatLackAMetric() throws Exception {
    // Given: the run of seed 1 lacks the metric, that of seed 2 overflowed
    Path kept = home.resolve("bench/results-data");
    Path page = Files.createDirectories(home.resolve("docs")).resolve("results.md");
    Files.writeString(page, "<!-- bench/results begins -->\n<!-- bench/results ends -->\n");
    RunKey first = new RunKey(PROTOCOL, METHOD, 1);
    RunKey second = new RunKey(PROTOCOL, METHOD, 2);
    var before = new ResultStore(kept, "old");
    before.put("g", first, new Result(Map.of(Metric.CLASS, .25), List.of(), 1));
    before.put("g", second, new Result(Map.of(Metric.ONLINE_LAST, Double.NaN), List.of(), 1));
    var published = Map.of(Metric.ONLINE_LAST, Published.parse("none"));
    // When
    int exit = Launcher.commandLine(command(published)).execute("--home=" + home, "--revision=new");
    // Then
    assertThat(exit).isZero();
    var after = new ResultStore(kept, "later");
    assertThat(after.revision(first)).isEqualTo("new");
    assertThat(after.find(first).orElseThrow().value(Metric.ONLINE_LAST)).isPresent();
    assertThat(after.revision(second)).isEqualTo("old");
    assertThat(page)
        .content()
        .contains("**1 of 2 runs have no finite value**", "Runs: 1 at new, 1 at old.");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1e-9, 1"})
  void shouldExitWithOneWhenARepeatedRunDiffers(double change, int expected) throws Exception {
    // Given
    Result result = PROTOCOL.trial(METHOD, Optional.empty()).run(1);
    Map<Metric, Double> metrics = new EnumMap<>(result.metrics());
    metrics.merge(Metric.TASK, change, Double::sum);
    new ResultStore(home.resolve("bench/results-data"), "old")
        .put("g", new RunKey(PROTOCOL, METHOD, 1), new Result(metrics, List.of(), 1));
    // When
    int exit = Launcher.commandLine(command(Map.of())).execute("--home=" + home, "--check=1");
    // Then
    assertThat(exit).isEqualTo(expected);
  }

  @Test
  void shouldRejectCheckTogetherWithWrite() {
    // Given
    var errors = new StringWriter();
    // When
    int exit =
        Launcher.commandLine(command(Map.of()))
            .setErr(new PrintWriter(errors))
            .execute("--home=" + home, "--check=1", "--write");
    // Then
    assertThat(exit).isEqualTo(2);
    assertThat(errors)
        .hasToString(
            "bench/results: check: got with --write, expected one of the two%n".formatted());
  }

  private static ResultsCommand command(Map<Metric, Published> published) {
    var row =
        new Row(
            "g/naive", PROTOCOL, METHOD, SeedRange.parse("1-2"), published, "", Optional.empty());
    return new ResultsCommand(
        new Targets(List.of(new Group("g", "G", "", List.of(row), Optional.empty()))));
  }
}
