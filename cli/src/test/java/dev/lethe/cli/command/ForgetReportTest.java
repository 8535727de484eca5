package dev.lethe.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.trainer.forget.ForgetManifest;
import dev.lethe.trainer.forget.ForgetManifest.ForgottenExample;
import dev.lethe.trainer.forget.ForgetManifest.Published;
import dev.lethe.trainer.forget.ForgetManifest.Removed;
import dev.lethe.trainer.forget.ForgetManifest.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ForgetReportTest {
  private static final State STATE = new State("ab12", 40, 200, 3);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldExitWithStatusOneInOneSentenceWhenNoIdIsFound() {
    // When
    int status = print(manifest(List.of(), null));

    // Then
    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err)
        .hasToString(
            "lethe: run er-s1: nothing was forgotten, because neither its input nor its state has any of the 3 ids (manifest: m.json)\n");
  }

  @Test
  void shouldExitWithStatusZeroWhenAnIdIsFound() {
    // When
    int status = print(manifest(List.of(new ForgottenExample("cd34", List.of("0/7"))), 12L));

    // Then
    assertThat(status).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .startsWith("run er-s1: 1 of 3 ids found in its input\nremoved:   2 rows of buffers")
        .endsWith("digest:    ab12\nmanifest:  m.json\n");
  }

  @Test
  void shouldExitWithStatusZeroWhenTheRunHasNotUsedTheExamples() {
    // When
    int status = print(manifest(List.of(new ForgottenExample("cd34", List.of("0/7"))), null));

    // Then
    assertThat(status).isZero();
    assertThat(out.toString()).contains("nothing to forget: the run has not used them\n");
  }

  private int print(ForgetManifest manifest) {
    CommandLine commandLine = new CommandLine(new ForgetCommand());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return new ForgetReport(manifest, Path.of("m.json")).print(commandLine);
  }

  private static ForgetManifest manifest(List<ForgottenExample> examples, Long journalEntry) {
    return new ForgetManifest(
        ForgetManifest.VERSION,
        "1",
        "2026-11-29T00:00:00Z",
        "er-s1",
        false,
        3,
        examples,
        List.of(),
        Map.of(),
        journalEntry,
        new Removed(2, 0, 0),
        STATE,
        STATE,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        new Published(1, 1, 0, 0, 0));
  }
}
