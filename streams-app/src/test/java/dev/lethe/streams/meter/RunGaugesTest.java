package dev.lethe.streams.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.monitoring.Monitor;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.WindowState;
import dev.lethe.streams.Events;
import dev.lethe.streams.metrics.MetricsReport;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import dev.lethe.streams.readmodel.RunBoard;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunGaugesTest {
  private static final long NOW = 100_000;

  private final RunBoard board = new RunBoard(Events.SOURCE);
  private final Monitor monitor = new Monitor();

  RunGaugesTest() {
    var clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
    monitor.beforeScrape(new RunGauges(board, clock, monitor.registry()));
  }

  @AfterEach
  void close() {
    monitor.close();
  }

  @Test
  void shouldExportTheNewestMetricsOfARun() {
    // Given
    board.accept(Events.run("a", RunState.LIVE, 0));
    board.accept(metrics("a"), NOW - 2_000);

    // When
    String text = monitor.scrape();

    // Then: window 0 has fallen from 90 % to 70 %
    assertThat(text)
        .containsPattern("lethe_streams_average_accuracy\\{.*run=\"a\".*} 0\\.8")
        .containsPattern("lethe_streams_average_forgetting\\{.*run=\"a\".*} 0\\.2")
        .containsPattern("lethe_streams_max_forgetting\\{.*run=\"a\".*} 0\\.2")
        .containsPattern("lethe_streams_windows_closed\\{.*run=\"a\".*} 2\\.0")
        .containsPattern("lethe_streams_metrics_age_seconds\\{.*run=\"a\".*} 2\\.0");
  }

  @Test
  void shouldHaveNoSeriesForAValueThatIsNotDefined() {
    // Given
    board.accept(Events.run("a", RunState.LIVE, 0));
    board.accept(MetricsReport.of("a", new RunProgress(), new RunWindows()), NOW);

    // When, Then
    assertThat(monitor.scrape())
        .contains("lethe_streams_examples{")
        .doesNotContain("lethe_streams_average_accuracy{", "lethe_streams_served{");
  }

  @Test
  void shouldDropTheSeriesOfARunThatIsGone() {
    // Given
    board.accept(Events.run("a", RunState.LIVE, 0));
    board.accept(metrics("a"), NOW);
    assertThat(monitor.scrape()).contains("run=\"a\"");

    // When
    board.remove("a");

    // Then
    assertThat(monitor.scrape()).doesNotContain("run=\"a\"");
  }

  private static RunMetrics metrics(String run) {
    var windows = new RunWindows();
    windows.recordWindow(Events.window(run, 0, WindowState.CLOSED));
    windows.recordEvaluation(Events.windowEnd(run, 0, 90));
    windows.recordWindow(Events.window(run, 1, WindowState.CLOSED));
    windows.recordEvaluation(Events.windowEnd(run, 1, 70, 90));
    return MetricsReport.of(run, new RunProgress(), windows);
  }
}
