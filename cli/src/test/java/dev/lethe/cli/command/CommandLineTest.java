package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.cli.Lethe;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldListCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("demo", "up", "down", "produce", "train", "streams", "parts")
        .contains(
            "runs", "inspect", "export", "dead-letters", "topics", "acls", "completion", "help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dmeo | command: got 'dmeo' | did you mean 'demo'?",
        "help dmeo | command: got 'dmeo' | did you mean 'demo'?",
        "help dead-letters lits | command: got 'lits' | did you mean 'list'?",
        "dead-letters lits | command: got 'lits' | did you mean 'list'?",
        "dead-letters replay --raeson x | option: got '--raeson', expected an option of"
            + " ./lethe dead-letters replay | did you mean '--reason'?",
        "tain --features 8 | command: got 'tain' | did you mean 'train'?",
        "demo --bacth-size=5 | option: got '--bacth-size', expected an option of ./lethe demo"
            + " | did you mean '--batch-size'?",
        "streams --bootstrap-sever x:1 | option: got '--bootstrap-sever' | did you mean"
            + " '--bootstrap-server'"
      })
  void shouldSuggestTheNearestCommandOrOption(String line, String got, String suggestion) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines().findFirst().orElseThrow()).contains(got).contains(suggestion);
    assertThat(err.toString().strip().lines()).hasSize(2);
  }

  @Test
  void shouldPrintTheHelpOfACommand() {
    assertThat(run("help", "train")).isZero();
    assertThat(out.toString()).startsWith("Usage: lethe train").contains("--features");
  }

  @Test
  void shouldRefuseHelpBelowACommandWithoutCommands() {
    assertThat(run("help", "train", "list")).isEqualTo(2);
    assertThat(err.toString()).contains("command: got 'list', expected nothing after 'train'");
  }

  @Test
  void shouldListTheCommandsForDeadLetters() {
    assertThat(run("help", "dead-letters")).isZero();
    assertThat(out.toString()).startsWith("Usage: lethe dead-letters").contains("list", "replay");
    assertThat(run("help", "dead-letters", "replay")).isZero();
    assertThat(out.toString()).contains("Usage: lethe dead-letters replay", "--dry-run");
    assertThat(run("dead-letters")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("command: got none, expected one of the following")
        .contains("Usage: lethe dead-letters", "show");
    assertThat(run("dead-letters", "show")).isEqualTo(2);
    assertThat(err.toString()).contains("'--offset=PARTITION/OFFSET'");
  }

  @Test
  void shouldRejectATimeThatIsNone() {
    assertThat(run("dead-letters", "list", "--from=today")).isEqualTo(2);
    assertThat(err.toString())
        .contains("got 'today', expected a time such as 2026-11-28T10:00:00Z");
  }

  @Test
  void shouldPrintACompletionScriptWithCommandsAndOptions() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_lethe", "--bootstrap-server", "produce")
        .contains("_picocli_lethe_deadletters_replay", "--dry-run")
        .contains("bashcompinit");
  }

  @Test
  void shouldPrintAclsOfAComponent() {
    assertThat(run("acls", "trainer", "--topic-prefix=p", "--bootstrap-server=b:9")).isZero();
    assertThat(out.toString())
        .contains(
            "kafka-acls.sh --bootstrap-server b:9 --add --allow-principal User:lethe-trainer"
                + " --operation Read --operation Write --topic p.journal")
        .contains("--operation Write --transactional-id p-run- --resource-pattern-type prefixed")
        .contains("--operation Read --group p-run- --resource-pattern-type prefixed")
        .doesNotContain("p.metrics");
  }

  @Test
  void shouldLetTheOperatorReplayDeadLetters() {
    assertThat(run("acls", "operator", "--topic-prefix=p")).isZero();
    assertThat(out.toString())
        .contains("--operation Read --operation Write --topic p.examples.dlq")
        .contains("--operation Write --topic p.examples\n")
        .contains("--operation Write --transactional-id p-dead-letters\n");
  }

  @Test
  void shouldQuoteEveryExpressionWithParenthesesInHelp() {
    for (CommandLine command : Lethe.commandLine(Map.of()).getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        String text =
            String.join("", option.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()));
        assertThat(text.replaceAll("'[a-z][^' ]*'", ""))
            .as(option.longestName())
            .doesNotContainPattern("[a-z0-9]\\([a-z]+=");
      }
    }
  }

  @Test
  void shouldPrintVersions() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString())
        .contains("lethe 0.", "Kafka clients 4.", "PyTorch 2.")
        .contains("Java " + Runtime.version().feature());
  }

  @Test
  void shouldSuggestTheNearestMethodWhenUnknown() {
    assertThat(run("demo", "--exit", "--method", "err(memory=5)")).isEqualTo(2);
    assertThat(err.toString()).contains("method: got 'err'").contains("did you mean 'er'");
  }

  @Test
  void shouldSuggestTheNearestKeyWhenUnknown() {
    assertThat(run("demo", "--exit", "--method", "er(memroy=5)")).isEqualTo(2);
    assertThat(err.toString()).contains("memroy").contains("did you mean 'memory'");
  }

  @Test
  void shouldRejectTheSameMethodTwice() {
    assertThat(run("demo", "--exit", "--method", "naive", "--method", "naive")).isEqualTo(2);
    assertThat(err.toString()).contains("method: got 'naive+sgd(lr=0.1)' twice");
  }

  @Test
  void shouldRejectUnknownScorecardMode() {
    assertThat(run("train", "--features=8", "--classes=4", "--scorecard=all")).isEqualTo(2);
    assertThat(err.toString()).contains("scorecard: got 'all', expected off, stability or full");
  }

  @Test
  void shouldReportMissingDataDirectory() {
    assertThat(run("demo", "--exit", "--dataset", "mnist", "--data-dir", "no-such-dir"))
        .isNotZero();
    assertThat(err.toString()).contains("no-such-dir");
  }

  @Test
  void shouldRejectDirectoryThatIsNotEmpty(@TempDir Path directory) throws Exception {
    // Given
    Files.writeString(directory.resolve("precious"), "x");
    // When / Then
    assertThat(run("demo", "--exit", "--dir", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("expected an empty directory");
    assertThat(directory.resolve("precious")).exists();
  }

  @Test
  void shouldFailWhenNoDeploymentRunsInDirectory(@TempDir Path directory) {
    assertThat(run("down", "--dir", directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("expected the directory of a running ./lethe up");
  }

  @Test
  void shouldRefuseToExportOverAFileBeforeItConnects(@TempDir Path directory) throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("model.safetensors"), "x");
    // When / Then
    assertThat(run("export", "r@step:1", "--to=" + file)).isEqualTo(2);
    assertThat(err.toString()).contains("to: got '" + file + "', which exists");
    assertThat(run("export", "r@step:1")).isEqualTo(2);
    assertThat(err.toString()).contains("to: got nothing, expected a file to write");
    assertThat(run("export", "r@monday", "--to=" + file)).isEqualTo(2);
    assertThat(err.toString()).contains("moment: got 'monday', expected window:3");
    assertThat(file).hasContent("x");
  }

  @Test
  void shouldRejectUnknownCommandEvenWithHelp() {
    assertThat(run("replay", "--help")).isEqualTo(2);
    assertThat(err.toString()).contains("replay").contains("./lethe --help");
    assertThat(run("demo", "--help")).isZero();
  }

  @Test
  void shouldReportUsageErrorsInTwoLines() {
    assertThat(run("demo", "--seed", "x")).isEqualTo(2);
    assertThat(err.toString().strip().lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("--seed")
        .contains("'x'");
    assertThat(err.toString()).contains("./lethe demo --help");
  }

  @Test
  void shouldListAllPartsWithTheirDefaults() {
    assertThat(run("parts")).isZero();
    assertThat(out.toString())
        .contains("  'er(batch=10,memory=500,mix=concat)'", "  'mlp(bias=true", "  'count(n=1000)'")
        .contains("distillation (can be combined)", "  'adwin(");
  }

  @Test
  void shouldShowValidValuesOfOnePart() {
    assertThat(run("parts", "er")).isZero();
    assertThat(out.toString())
        .startsWith("rehearsal: 'er(batch=10,memory=500,mix=concat)'")
        .contains("  Replays stored examples", "  (Chaudhry et al., On tiny episodic memories")
        .contains("  memory: a whole number in [1, 2147483647]; default 500")
        .doesNotContain("er-ace");
  }

  @Test
  void shouldSuggestANearPartBeforeTheListOfAll() {
    assertThat(run("parts", "ewcc")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("lethe: part: got 'ewcc'; did you mean 'ewc'? Expected one of naive,");
  }

  @Test
  void shouldShowAllPartsOfAKind() {
    assertThat(run("parts", "optimizer")).isZero();
    assertThat(out.toString()).contains("optimizer: 'sgd(lr=0.1)'", "optimizer: 'upgd(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=99999 | port: got 99999, expected 1 to 65535, or 0 for a free port",
        "--batch-size=0 | batch.size: got '0', expected at least 1",
        "--dataset=csv | data-dir: got none, expected a CSV or ARFF file for csv",
        "--model=script | script.file: got nothing, expected the path of a TorchScript file",
        "--model=cnn(input=3x32x32) | cnn.input: got"
      })
  void shouldRejectInvalidOptionsBeforeStart(String argument, String message) {
    assertThat(run("demo", "--exit", argument)).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("broker");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b,c | class-names: got 3 names, expected at most 2, the number of classes",
        "a,a | class-names: got 'a,a', expected different names",
        "@none | class-names: got '@none', expected a readable text file"
      })
  void shouldRejectInvalidNamesOfClassesBeforeStart(String names, String message) {
    String[] up = {"up", "--port=0", "--classes=2", "--class-names", names};
    String[] train = {
      "train",
      "--bootstrap-server=localhost:1",
      "--schema-registry-url=http://localhost:1",
      "--features=4",
      "--classes=2",
      "--class-names",
      names
    };
    for (String[] command : List.of(up, train)) {
      assertThat(run(command)).isEqualTo(2);
      assertThat(err.toString()).contains(message).doesNotContain("broker");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "produce"})
  void shouldRefuseRealValuedTargetsInOneSentenceBeforeStart(
      String command, @TempDir Path directory) throws Exception {
    // Given
    Path table = Files.writeString(directory.resolve("t.csv"), "1,0.5\n2,1.5\n3,2.25\n");
    // When
    int code = run(command, "--dataset=csv", "--scenario=as-is", "--data-dir=" + table);
    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().strip().lines())
        .singleElement()
        .asString()
        .startsWith("lethe: " + table + ": got real-valued targets such as 0.5 in column 2")
        .contains("--label-column");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--guard=1", "--guard=30:clip=none", "--batch-size=0", "--method=err"})
  void shouldRefuseOptionsOfARunBeforeItReadsTheTable(String option, @TempDir Path directory) {
    // When: reading the table would fail
    int code =
        run(
            "demo",
            "--dataset=csv",
            "--scenario=as-is",
            "--data-dir=" + directory.resolve("none.csv"),
            option);
    // Then
    String[] typed = option.substring(2).split("=", 2);
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().strip().lines())
        .singleElement()
        .asString()
        .startsWith("lethe: %s: got '%s'".formatted(typed[0].replace('-', '.'), typed[1]));
  }

  @Test
  void shouldPrintWhatWasUnderstoodOfATable(@TempDir Path directory) throws Exception {
    // Given
    Path table = Files.writeString(directory.resolve("t.csv"), "up,x\nb,1\na,2\nb,3\n,\n");
    // When
    int code =
        run(
            "demo",
            "--dataset=csv",
            "--scenario=as-is",
            "--data-dir=" + table,
            "--label-column=up",
            "--port=99999");
    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            """
            lethe: t.csv: CSV, separated by commas, with a header; 3 rows, 1 feature, 2 classes in \
            column 1 ('up')
            lethe: rows per class: a (1), b (2)
            lethe: skipped rows: 1 empty
            lethe: labels: a=0, b=1; for the same labels in other files: --class-names='a,b'
            """);
  }

  @Test
  void shouldRejectPortInUseBeforeStart(@TempDir Path directory) throws Exception {
    // Given
    try (var occupied = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      // When
      int code = run("up", "--dir=" + directory, "--port=" + occupied.getLocalPort());

      // Then
      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .contains("port: got " + occupied.getLocalPort())
          .doesNotContain("broker and registry");
    }
  }

  private int run(String... args) {
    CommandLine commandLine = Lethe.commandLine(Map.of());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
