package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowMetrics;
import dev.lethe.streams.Events;
import dev.lethe.streams.readmodel.RunBoard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Selection, views and states of the first screen, and what survives a reload. */
class ScreenViewsIT {
  @RegisterExtension static final DashboardFixture FIXTURE = new DashboardFixture();

  @Test
  void shouldShowAllMetricsAcrossThePageAndKeepThatAfterReload() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 6, 5);
    DashboardPage page = FIXTURE.open();
    assertThat(page.at("lethe-run-table thead th", "Learning accuracy")).hasCount(0);

    // When
    page.at("lethe-run-overview button", "All metrics").click();
    page.page().reload();

    // Then
    assertThat(page.at("lethe-run-table thead th", "Learning accuracy")).isVisible();
    assertThat(page.at("lethe-run-table thead th", "Windows ended")).isVisible();
    page.firstScreen("all-metrics");
  }

  @Test
  void shouldGreyOutWhenTheServerIsKilled() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 6, 5);
    DashboardPage page = FIXTURE.open();
    assertThat(page.at("lethe-run-table tbody tr")).hasCount(6);

    // When
    FIXTURE.stopServer();

    // Then
    assertThat(page.at("lethe-alarms .lost")).containsText("The server has not answered since");
    assertThat(page.at(".content.lost")).isVisible();
    page.firstScreen("server-killed");
    FIXTURE.startServerAgain(new RunBoard(Events.SOURCE));
    assertThat(page.at("lethe-alarms .lost"))
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
  }

  @Test
  void shouldMarkIdleAndStaleRuns() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 3, 5);
    DashboardPage page = FIXTURE.open();
    assertThat(page.at("lethe-run-table .run-state").first()).hasText("live");

    // When
    page.sleepUntil(SampleRuns.START.plusSeconds(120));

    // Then
    assertThat(page.at("lethe-run-table .run-state").first()).containsText("no news since");
    assertThat(page.tableScrollsSideways()).isFalse();
    page.firstScreen("stale");
  }

  @Test
  void shouldKeepSelectionAndViewAfterReload() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 6, 5);
    DashboardPage page = FIXTURE.open();
    page.at("lethe-run-table tbody button", "mir(memory=500)").click();
    page.at("lethe-run-picker button", "naive").click();
    assertThat(page.at("lethe-focus h3")).hasText("mir(memory=500)");

    // When
    page.page().reload();

    // Then
    assertThat(page.at("lethe-focus h3")).hasText("mir(memory=500)");
    assertThat(page.at("lethe-run-picker button[aria-pressed=true]")).hasCount(5);
    page.at("lethe-run-overview button", "Cards").click();
    page.page().reload();
    assertThat(page.at("lethe-run-card")).hasCount(6);
  }

  @Test
  void shouldNumberWindowsWhenTheirLabelsRepeat() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 1, 3);
    RunMetrics metrics = FIXTURE.board().runs().get(0).metrics();
    var windows =
        metrics.getWindows().stream()
            .map(w -> WindowMetrics.newBuilder(w).setTask(w.getWindow() == 1 ? "b" : "a").build())
            .toList();
    FIXTURE.accept(RunMetrics.newBuilder(metrics).setWindows(windows).build(), 4);

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-matrix tbody th")).hasText(new String[] {"a #0", "b", "a #2", "now"});
  }

  @Test
  void shouldListTheMostForgottenWindowsFirstInTooltips() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 1, 5);
    DashboardPage page = FIXTURE.open();

    // When
    var box = page.canvas("Accuracy of each window").boundingBox();
    page.page().mouse().move(box.x + box.width * .95, box.y + box.height / 2);

    // Then
    assertThat(page.at("lethe-past-windows .tip-body div").first()).containsText("4-5");
  }
}
