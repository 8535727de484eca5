package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.cli.Lethe;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Commands, their help and errors in their use. */
class CommandLineTest {
  private final Invocation lethe = new Invocation();

  @Test
  void shouldListCommands() {
    assertThat(lethe.run("--help")).isZero();
    assertThat(lethe.out())
        .contains("demo", "up", "down", "produce", "train", "streams", "parts")
        .contains(
            "runs",
            "inspect",
            "replay",
            "fork",
            "pause",
            "resume",
            "export",
            "dead-letters",
            "topics",
            "acls",
            "completion",
            "help");
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
        "demo --seed=x | --seed: got 'x' | expected a whole number",
        "up --features=4,4 | --features: got '4,4' | expected a whole number",
        "tain --features 8 | command: got 'tain' | did you mean 'train'?",
        "demo --bacth-size=5 | option: got '--bacth-size', expected an option of ./lethe demo"
            + " | did you mean '--batch-size'?",
        "streams --bootstrap-sever x:1 | option: got '--bootstrap-sever' | did you mean"
            + " '--bootstrap-server'"
      })
  void shouldSuggestTheNearestCommandOrOption(String line, String got, String suggestion) {
    assertThat(lethe.run(line.split(" "))).isEqualTo(2);
    assertThat(lethe.err().lines().findFirst().orElseThrow()).contains(got).contains(suggestion);
    assertThat(lethe.err().strip().lines()).hasSize(2);
  }

  @Test
  void shouldPrintTheHelpOfACommand() {
    assertThat(lethe.run("help", "train")).isZero();
    assertThat(lethe.out()).startsWith("Usage: lethe train").contains("--features");
  }

  @Test
  void shouldRefuseHelpBelowACommandWithoutCommands() {
    assertThat(lethe.run("help", "train", "list")).isEqualTo(2);
    assertThat(lethe.err()).contains("command: got 'list', expected nothing after 'train'");
  }

  @Test
  void shouldListTheCommandsForDeadLetters() {
    assertThat(lethe.run("help", "dead-letters")).isZero();
    assertThat(lethe.out()).startsWith("Usage: lethe dead-letters").contains("list", "replay");
    assertThat(lethe.run("help", "dead-letters", "replay")).isZero();
    assertThat(lethe.out()).contains("Usage: lethe dead-letters replay", "--dry-run");
    assertThat(lethe.run("dead-letters")).isEqualTo(2);
    assertThat(lethe.err())
        .startsWith("command: got none, expected one of the following")
        .contains("Usage: lethe dead-letters", "show");
    assertThat(lethe.run("dead-letters", "show")).isEqualTo(2);
    assertThat(lethe.err()).contains("'--offset=PARTITION/OFFSET'");
  }

  @Test
  void shouldRejectATimeThatIsNone() {
    assertThat(lethe.run("dead-letters", "list", "--from=today")).isEqualTo(2);
    assertThat(lethe.err()).contains("got 'today', expected a time such as 2026-11-28T10:00:00Z");
  }

  @Test
  void shouldPrintACompletionScriptWithCommandsAndOptions() {
    assertThat(lethe.run("completion")).isZero();
    assertThat(lethe.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_lethe", "--bootstrap-server", "produce")
        .contains("_picocli_lethe_deadletters_replay", "--dry-run")
        .contains("bashcompinit");
  }

  @Test
  void shouldPrintAclsOfAComponent() {
    assertThat(
            lethe.run(
                "acls",
                "--for=trainer",
                "--format=kafka-acls",
                "--topic-prefix=p",
                "--bootstrap-server=b:9"))
        .isZero();
    assertThat(lethe.out())
        .contains(
            "kafka-acls.sh --bootstrap-server b:9 --add --allow-principal User:lethe-trainer"
                + " --operation Read --operation Write --topic p.journal")
        .contains("--operation Write --transactional-id p-run- --resource-pattern-type prefixed")
        .contains("--operation Read --group p-run- --resource-pattern-type prefixed")
        .doesNotContain("p.metrics");
  }

  @Test
  void shouldPrintAclsOfOneRunForPeople() {
    assertThat(lethe.run("acls", "--for=train", "--run=er-s1", "--topic-prefix=p")).isZero();
    assertThat(lethe.out())
        .startsWith("trainer (User:lethe-trainer)")
        .containsPattern("READ, WRITE +topic +p.journal\n")
        .containsPattern("WRITE +transactional id +p-run-er-s1\n")
        .containsPattern("optional:\n(?s:.*)DESCRIBE_CONFIGS +topic +p.examples\n")
        .doesNotContain("p-run-*");
  }

  @Test
  void shouldNameTheComponentsWhenOneIsUnknown() {
    assertThat(lethe.run("acls", "--for=trainr")).isEqualTo(2);
    assertThat(lethe.err()).contains("component: got 'trainr'", "did you mean 'train");
  }

  @Test
  void shouldLetTheOperatorReplayDeadLetters() {
    assertThat(lethe.run("acls", "--for=dead-letters", "--format=kafka-acls", "--topic-prefix=p"))
        .isZero();
    assertThat(lethe.out())
        .contains("--operation Read --operation Write --topic p.examples.dlq")
        .contains("--operation Read --operation Write --topic p.examples\n")
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
    assertThat(lethe.run("--version")).isZero();
    assertThat(lethe.out())
        .contains("lethe 0.", "Kafka clients 4.", "PyTorch 2.")
        .contains("Java " + Runtime.version().feature());
  }

  @Test
  void shouldRejectUnknownCommandEvenWithHelp() {
    assertThat(lethe.run("rewind", "--help")).isEqualTo(2);
    assertThat(lethe.err()).contains("rewind").contains("./lethe --help");
    assertThat(lethe.run("demo", "--help")).isZero();
  }

  @Test
  void shouldReportUsageErrorsInTwoLines() {
    assertThat(lethe.run("demo", "--seed", "x")).isEqualTo(2);
    assertThat(lethe.err().strip().lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("--seed")
        .contains("'x'");
    assertThat(lethe.err()).contains("./lethe demo --help");
  }
}
