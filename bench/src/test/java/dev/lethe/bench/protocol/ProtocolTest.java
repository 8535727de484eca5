package dev.lethe.bench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.bench.run.ClassTrial;
import dev.lethe.cli.options.FeedOptions;
import dev.lethe.cli.options.RunOptions;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ProtocolTest {
  /** A value other than the default for each option of bench/run that a protocol may have. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("dataset", "mnist"),
          Map.entry("scenario", "permuted"),
          Map.entry("tasks", "7"),
          Map.entry("class-order", "random"),
          Map.entry("labels", "within-task"),
          Map.entry("passes", "3"),
          Map.entry("normalise", "0.1:0.2"),
          Map.entry("validation", "100"),
          Map.entry("per-task", "50"),
          Map.entry("drop-last", "8"),
          Map.entry("pad", "2"),
          Map.entry("last-label", "true"),
          Map.entry("label-column", "2"),
          Map.entry("header", "no"),
          Map.entry("missing", "mean"),
          Map.entry("class-names", "a,\"b, c\""),
          Map.entry("evaluate-per-task", "20"),
          Map.entry("optimizer", "adam(lr=0.01)"),
          Map.entry("model", "mlp(hidden=10)"),
          Map.entry("batch-size", "16"),
          Map.entry("windows", "count(n=100)"),
          Map.entry("evaluate-every", "5"),
          Map.entry("holdout-share", "0.25"),
          Map.entry("holdout-capacity", "300"),
          Map.entry("holdout-windows", "9"),
          Map.entry("guard", "20"));

  @Command
  private static final class RunCommandLine {
    @Mixin private RunOptions runs;
    @Mixin private FeedOptions feed;

    ClassTrial trial() {
      return new ClassTrial(
          feed.spec(),
          runs.settings(),
          runs.methods(List.of("naive")).get(0),
          ReferenceNetworks.NONE);
    }
  }

  @Test
  void shouldHaveTheDefaultsOfTheCommandLine() {
    // Given
    var parsed = new RunCommandLine();
    new CommandLine(parsed).parseArgs();
    // When
    var trial = new Protocol(Map.of()).trial("naive", Optional.empty());
    // Then
    assertThat(trial).isEqualTo(parsed.trial());
  }

  @Test
  void shouldReadEveryOptionLikeTheCommandLine() {
    // Given
    var parsed = new RunCommandLine();
    var line = new CommandLine(parsed).setCaseInsensitiveEnumValuesAllowed(true);
    assertThat(line.getCommandSpec().options())
        .as("a new option of bench/run needs a place in protocols")
        .extracting(option -> option.longestName().substring(2))
        .filteredOn(name -> !List.of("method", "data-dir", "rate").contains(name))
        .containsExactlyInAnyOrderElementsOf(OPTIONS.keySet());
    line.parseArgs(
        OPTIONS.entrySet().stream()
            .map(option -> "--" + option.getKey() + "=" + option.getValue())
            .toArray(String[]::new));
    // When
    var trial = new Protocol(OPTIONS).trial("naive", Optional.empty());
    // Then
    assertThat(trial).isEqualTo(parsed.trial());
  }

  @Test
  void shouldPassTheDataDirectoryOn() {
    var trial = (ClassTrial) new Protocol(Map.of()).trial("naive", Optional.of(Path.of("data")));
    assertThat(trial.stream().dataset().dataDir()).contains(Path.of("data"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scenari | split | option: got 'scenari'; did you mean 'scenario'? | Expected one of",
        "tasks | x | tasks: got 'x', expected a whole number | whole",
        "holdout-share | x | holdout-share: got 'x', expected a number | number",
        "last-label | yes | last-label: got 'yes', expected true or false | true",
        "model | mpl | model: got 'mpl' | did you mean 'mlp'?",
        "batch-size | 0 | batch.size: got '0', expected at least 1 | 1"
      })
  void shouldRejectInvalidOptions(String name, String value, String start, String end) {
    assertThatThrownBy(() -> new Protocol(Map.of(name, value)).trial("naive", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(start)
        .hasMessageContaining(end);
  }

  @Test
  void shouldBeWrittenSortedByName() {
    var protocol = new Protocol(Map.of("scenario", "split", "dataset", "mnist"));
    assertThat(protocol).hasToString("dataset=mnist scenario=split");
    assertThat(protocol.with(Map.of("pad", "2", "dataset", "idx")))
        .hasToString("dataset=idx pad=2 scenario=split");
  }
}
