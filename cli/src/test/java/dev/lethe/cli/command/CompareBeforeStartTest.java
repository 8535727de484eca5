package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A comparison is refused before anything is started or written. */
class CompareBeforeStartTest {
  private final Invocation lethe = new Invocation();

  @Test
  void shouldFixThePlanOfAComparisonWithoutRunningIt(@TempDir Path directory) throws Exception {
    // Given
    Path out = directory.resolve("out");
    String[] options = {
      "compare", "--dataset=glyphs", "--method=er", "--method=naive", "--seeds=2", "--out=" + out
    };
    List<String> fixing = new ArrayList<>(List.of(options));
    fixing.addAll(List.of("--hypothesis", "er > naive", "--plan-only"));
    // When
    int code = lethe.run(fixing.toArray(String[]::new));
    // Then
    assertThat(code).isZero();
    assertThat(out).isDirectoryContaining("glob:**/plan.json");
    assertThat(lethe.out()).matches("[0-9a-f]{64}  \\S+plan\\.json\\s+");

    // When: the results would belong to another plan
    code = lethe.run(options);
    // Then
    assertThat(code).isEqualTo(2);
    assertThat(lethe.err()).contains("holds another comparison (hypotheses [");
    fixing.set(fixing.indexOf("er > naive"), "naive > er");
    fixing.add("--plan=" + out.resolve("plan.json"));
    assertThat(lethe.run(fixing.toArray(String[]::new))).isEqualTo(2);
    assertThat(lethe.err()).contains("plan: got " + out.resolve("plan.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--grid=er.memroy=5,6 | grid, setting of er: got 'memroy'",
        "--grid=derpp.memory=5,6 | grid: got 'derpp.memory', which no requested method has",
        "--grid=er.memory=5,x | grid: got 'x' for er.memory, expected",
        "--select-on=windows=0-1 | select.on: got 'windows=0-1' without --grid, expected both",
        "--grid=er.memory=5,6 --select-seeds=2 | select.seeds: got '2' without --select-on",
        "--grid=er.memory=5,6 --select-on=windows=1-2 | select.on: got 'windows=1-2', expected windows=0-N",
        "--grid=er.memory=5,6 --select-on=windows=0-4 | select.on: got 5 windows, expected fewer than the 5",
        "--grid=er.memory=5 --select-on=windows=0 | grid: got [er.memory=5], expected two or more values",
        "--grid=er.memory=5,6 --select-on=windows=0 --select-by=accuracy | metric: got 'accuracy'",
        "--grid=er.memory=5,6 --select-on=windows=0 --windows=drift | select.on: got 'windows=0' with windows that end at drifts",
        "--grid=er.memory=5,6 --select-on=windows=0 --windows=count(n=2000) | select.on: got 1 windows, expected fewer than"
      })
  void shouldRefuseAGridBeforeAnythingStarts(
      String options, String message, @TempDir Path directory) {
    // Given
    Path out = directory.resolve("out");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "compare", "--out=" + out, "--dataset=glyphs", "--method=er", "--per-task=100"));
    arguments.addAll(List.of(options.split(" ")));
    // When, then
    assertThat(lethe.run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(lethe.err()).contains(message);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--stream=A= | stream: got 'A' twice, expected a name for each",
        "--stream=b=--scenario=spilt | stream 'b': scenario: got 'spilt'",
        "--stream=b=--per-task=100 --per-task=200 | --per-task",
        "--grid=er.memory=5,6 | stream 'a': grid: got [er.memory=5,6] without --select-on, expected a selection",
        "--hypothesis=er>naive | stream 'a': hypothesis: got"
      })
  void shouldRefuseSeveralStreamsBeforeTheFirstOneStarts(
      String more, String message, @TempDir Path directory) {
    // Given
    Path out = directory.resolve("out");
    // When, then
    assertThat(
            lethe.run(
                "compare",
                "--out=" + out,
                "--dataset=glyphs",
                "--method=er",
                "--stream=a=--scenario=split --per-task=100",
                more))
        .isEqualTo(2);
    assertThat(lethe.err()).contains(message).doesNotContain("broker");
    assertThat(out).doesNotExist();
  }

  @Test
  void shouldFixOnePlanPerStream(@TempDir Path directory) throws Exception {
    // Given
    Path out = directory.resolve("out");
    List<String> options =
        List.of(
            "compare",
            "--dataset=glyphs",
            "--method=er",
            "--seeds=2",
            "--out=" + out,
            "--stream=split=--scenario=split",
            "--stream=permuted=--scenario permuted");
    List<String> fixing = new ArrayList<>(options);
    fixing.add("--plan-only");
    // When: the same command twice
    assertThat(lethe.run(fixing.toArray(String[]::new))).as(lethe.err()).isZero();
    int again = lethe.run(fixing.toArray(String[]::new));
    // Then
    assertThat(again).isZero();
    assertThat(lethe.out().lines().distinct())
        .hasSize(2)
        .allMatch(line -> line.matches("[0-9a-f]{64}  \\S+(split|permuted)/plan\\.json"));
    assertThat(Files.readString(out.resolve("permuted/plan.json"))).contains("permuted");

    // When, then: other methods, and other streams, belong to another directory
    List<String> other = new ArrayList<>(options);
    other.add("--method=naive");
    assertThat(lethe.run(other.toArray(String[]::new))).isEqualTo(2);
    assertThat(lethe.err()).contains("stream 'split': out: got", "holds another comparison");
    assertThat(lethe.run(options.subList(0, 6).toArray(String[]::new))).isEqualTo(2);
    assertThat(lethe.err()).contains("which combines [split=--scenario=split, permuted=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seeds=0 | seeds: got '0', expected a number from 1 to 10000, or a range such as 11-20",
        "--seeds=5-3 | seeds: got '5-3'",
        "--parallel=0 | parallel: got 0, expected 1 or more",
        "--metric=acuracy | metric: got 'acuracy'",
        "--baselines=naiv | did you mean 'naive'",
        "--method=er(memroy=5) | did you mean 'memory'",
        "--from=10 | input: got no topic, expected one with --from",
        "--input=glyphs | input: got 'glyphs', expected PREFIX.examples",
        "--dataset=glyps | did you mean 'glyphs'",
        "--stream=glyphs | stream: got 'glyphs', expected NAME=OPTIONS",
        "--stream=../up=--dataset=glyphs | stream: got '../up=--dataset=glyphs', expected NAME=OPTIONS",
        "--stream=a=--dataset=glyps | stream 'a': dataset: got 'glyps'",
        "--stream=a=--datset=glyphs | option: got '--datset', expected an option of ./lethe compare; did you mean '--dataset'",
      })
  void shouldRefuseAComparisonBeforeItStarts(
      String argument, String message, @TempDir Path directory) {
    // Given
    Path out = directory.resolve("out");
    // When, then
    assertThat(lethe.run("compare", "--out=" + out, argument)).isEqualTo(2);
    assertThat(lethe.err()).contains(message).doesNotContain("broker");
    assertThat(out).doesNotExist();
  }
}
