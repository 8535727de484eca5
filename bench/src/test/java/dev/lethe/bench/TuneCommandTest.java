package dev.lethe.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.tune.Grid;
import dev.lethe.bench.tune.Selection;
import dev.lethe.bench.tune.Tuning;
import dev.lethe.bench.tune.TuningTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneCommandTest {
  @TempDir private Path home;

  @Test
  void shouldReportMetricsOfAllValuesAndTheChoice() {
    // Given: errors 0.5 and 0.25; smaller is better, so scores are negative
    var scores = new TreeMap<>(Map.of(new BigDecimal("0.01"), -.5, new BigDecimal("0.1"), -.25));
    var protocol = new Protocol(Map.of("stream", "slow-regression"));
    var selection = new Selection(Grid.parse("lr=0.01,0.1"), Metric.LAST_ERROR, 1001);
    var task = new TuningTask("g/r", protocol, "naive+sgd(lr=$lr)", selection);
    // When
    String report = TuneCommand.report(new Tuning(task, scores, List.of()));
    // Then
    assertThat(report)
        .hasToString(
            """
            naive+sgd(lr=$lr)
              lr=0.01       0.500
              lr=0.1        0.250
              lr=0.1 chosen on training data, at the edge of the grid
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--stream=elec2 | stream: got 'elec2', expected 'slow-regression', or the option dataset for a"
            + " stream of classes",
        "--dataset=glyph | dataset: got 'glyph', expected one of glyphs, mnist, fashion-mnist, idx,"
            + " elec2, insects, csv; did you mean 'glyphs'?",
        "--per-task=few | per-task: got 'few', expected a whole number"
      })
  void shouldRejectAnInvalidProtocol(String argument, String message) {
    // Given
    var errors = new StringWriter();
    var tune = Launcher.commandLine(new TuneCommand()).setErr(new PrintWriter(errors));
    // When
    int exit =
        tune.execute("--home=" + home, argument, "--grid=lr=0.1,1", "--method=naive+sgd(lr=$lr)");
    // Then
    assertThat(exit).isEqualTo(2);
    assertThat(errors).hasToString("bench/tune: %s%n".formatted(message));
  }

  @Test
  void shouldReadProtocolOptionsInBothForms() {
    assertThat(TuneCommand.options(List.of("--dataset", "mnist", "--batch-size=64")))
        .isEqualTo(Map.of("dataset", "mnist", "batch-size", "64"));
    assertThatThrownBy(() -> TuneCommand.options(List.of("--dataset")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option: got '--dataset'");
  }
}
