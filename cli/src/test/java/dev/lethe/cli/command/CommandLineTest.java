package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.cli.Lethe;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldListItsCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("demo", "up", "down", "produce", "train", "streams");
  }

  @Test
  void shouldSayItsVersions() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString())
        .contains("lethe 0.", "Kafka clients 4.", "PyTorch 2.")
        .contains("Java " + Runtime.version().feature());
  }

  @Test
  void shouldRefuseAnUnknownMethodWithTheNearest() {
    assertThat(run("demo", "--exit", "--method", "err(memory=5)")).isEqualTo(2);
    assertThat(err.toString()).contains("method: seen 'err'").contains("did you mean 'er'");
  }

  @Test
  void shouldRefuseAnUnknownKeyWithTheNearest() {
    assertThat(run("demo", "--exit", "--method", "er(memroy=5)")).isEqualTo(2);
    assertThat(err.toString()).contains("memroy").contains("did you mean 'memory'");
  }

  @Test
  void shouldRefuseTheSameMethodTwice() {
    assertThat(run("demo", "--exit", "--method", "naive", "--method", "naive")).isEqualTo(2);
    assertThat(err.toString()).contains("method: seen 'naive+sgd(lr=0.1)' twice");
  }

  @Test
  void shouldRefuseAScorecardThatIsNone() {
    assertThat(run("train", "--features=8", "--classes=4", "--scorecard=all")).isEqualTo(2);
    assertThat(err.toString()).contains("scorecard: seen 'all', wanted off, stability or full");
  }

  @Test
  void shouldSayWhereTheDataShouldBe() {
    assertThat(run("demo", "--exit", "--dataset", "mnist", "--data-dir", "no-such-dir"))
        .isNotZero();
    assertThat(err.toString()).contains("no-such-dir");
  }

  @Test
  void shouldRefuseADirectoryThatHoldsSomething(@TempDir Path directory) throws Exception {
    // Given
    Files.writeString(directory.resolve("precious"), "x");
    // When / Then
    assertThat(run("demo", "--exit", "--dir", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("wanted an empty directory");
    assertThat(directory.resolve("precious")).exists();
  }

  @Test
  void shouldSayThatNothingRunsThere(@TempDir Path directory) {
    assertThat(run("down", "--dir", directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("nothing runs in");
  }

  private int run(String... args) {
    CommandLine commandLine = Lethe.commandLine(Map.of());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
