package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.lethe.streams.dashboard.DashboardFixture.ER;
import static dev.lethe.streams.dashboard.DashboardFixture.NAIVE;
import static dev.lethe.streams.dashboard.SampleRuns.atWindowEnd;
import static dev.lethe.streams.dashboard.SampleRuns.beforeFirstWindowEnd;
import static dev.lethe.streams.dashboard.SampleRuns.live;
import static dev.lethe.streams.dashboard.SampleRuns.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Scorecard;
import dev.lethe.streams.Events;
import dev.lethe.streams.readmodel.RunBoard;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dashboard shows its runs, at once and as they change. */
class DashboardIT {
  @RegisterExtension static final DashboardFixture FIXTURE = new DashboardFixture();

  @Test
  void shouldExplainHowToStartWhenThereAreNoRuns() {
    // Given a board without runs

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    page.assertConnection("Connected");
    assertThat(page.at("lethe-empty-state")).containsText("No runs yet.");
    assertThat(page.at("lethe-empty-state")).containsText("the topic lethe.metrics of");
    assertThat(page.at("lethe-empty-state")).containsText("localhost:9092");
    assertThat(page.at("lethe-empty-state code", "./lethe train")).isVisible();
    assertThat(page.at("lethe-empty-state code", "./lethe demo")).isVisible();
    assertThat(page.at(".count")).hasText("0 runs");
    page.screenshot("no-runs");
  }

  @Test
  void shouldShowMetricsOfBothRunsOfTheSnapshot() {
    // Given
    FIXTURE.acceptTwoRuns();

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    page.assertFigure("naive-s1", "averageAccuracy", "48.0 %");
    page.assertFigure("naive-s1", "averageForgetting", "98.0 points");
    page.assertFigure("naive-s1", "backwardTransfer", "−98.0 points");
    page.assertFigure("naive-s1", "learningAccuracy", "97.0 %");
    page.assertFigure("naive-s1", "prequential", "90.0 %");
    page.assertFigure("naive-s1", "examples", "2,000");
    page.assertFigure("naive-s1", "throughput", "4,000/s");
    page.assertFigure("naive-s1", "lag", "120");
    page.assertFigure("er-s1", "averageAccuracy", "92.0 %");
    page.assertFigure("er-s1", "averageForgetting", "8.0 points");
    assertThat(page.card("naive-s1")).containsText(NAIVE);
    assertThat(page.card("naive-s1").locator(".run-state")).hasText("live");
    assertThat(page.at("lethe-verdict"))
        .containsText(
            "After 2 windows, er(…) has an average accuracy of 92 % and has forgotten 8 points;"
                + " naive has an average accuracy of 48 % and has forgotten 98 points.");
    assertThat(page.at("lethe-verdict")).containsText("One seed each");
    page.assertMatrix("er-s1", "0-1 98", "2-3 90 94");
    page.assertMatrix("naive-s1", "0-1 98", "2-3 0 96");
    page.assertDraws("Average accuracy", 0x00, 0x72, 0xb2);
    page.assertDraws("Average accuracy", 0xd5, 0x5e, 0x00);
    page.screenshot("two-runs");
    assertThat(page.consoleErrors()).isEmpty();
  }

  @Test
  void shouldUpdateWithoutReloadWhenMetricsArrive() {
    // Given
    FIXTURE.acceptTwoRuns();
    DashboardPage page = FIXTURE.open();
    page.assertMatrix("er-s1", "0-1 98", "2-3 90 94");
    page.evaluate("window.notReloaded = true");
    assertThat(page.at(".run-state.served")).hasCount(0);

    // When: metrics arrive, and the other run is served from then on
    FIXTURE.board().accept(Events.promotion(0, "naive-s1", SampleRuns.START));
    FIXTURE.board().accept(Events.promotion(1, "er-s1", SampleRuns.START.plusSeconds(3)));
    FIXTURE.accept(
        atWindowEnd(
            "er-s1", new double[] {0.98}, new double[] {0.9, 0.94}, new double[] {0.85, 0.9, 0.95}),
        3);

    // Then
    page.assertMatrix("er-s1", "0-1 98", "2-3 90 94", "4-5 85 90 95");
    page.assertMatrix("naive-s1", "0-1 98", "2-3 0 96");
    page.assertFigure("er-s1", "averageAccuracy", "90.0 %");
    page.assertFigure("er-s1", "examples", "3,000");
    assertThat(page.card("er-s1").locator(".run-state.served")).hasText("served");
    assertThat(page.card("naive-s1").locator(".run-state.served")).hasCount(0);
    assertThat(page.at("lethe-chart", "Prequential accuracy").locator(".canvas"))
        .hasAttribute("aria-label", Pattern.compile(".*, er-s1 served from 3,000 examples\\..*"));
    assertThat(page.at("lethe-chart", "Throughput").locator(".canvas"))
        .hasAttribute("aria-label", Pattern.compile(".*, er-s1 served from 3 seconds since.*"));
    page.screenshot("served");
    assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
    assertThat(page.consoleErrors()).isEmpty();
  }

  @Test
  void shouldShowRunWhenItStartsAfterThePageWasOpened() {
    // Given
    DashboardPage page = FIXTURE.open();
    assertThat(page.at("lethe-empty-state")).containsText("No runs yet.");

    // When
    FIXTURE.board().accept(live("er-s1", ER));

    // Then
    assertThat(page.card("er-s1")).containsText("No predictions yet");
    assertThat(page.at(".count")).hasText("1 run");
  }

  @Test
  void shouldNameTheStateOfARecoveringRun() {
    // Given
    FIXTURE.acceptTwoRuns();
    DashboardPage page = FIXTURE.open();

    // When
    FIXTURE.board().accept(run("er-s1", ER, RunState.RECOVERING, null));

    // Then
    assertThat(page.card("er-s1").locator(".run-state")).hasText("recovering");
  }

  @Test
  void shouldReconnectAndShowNewDataWhenServerRestartsOnTheSamePort() {
    // Given
    FIXTURE.acceptTwoRuns();
    DashboardPage page = FIXTURE.open();
    page.assertConnection("Connected");
    RunBoard fresh = new RunBoard(Events.SOURCE);
    fresh.accept(live("er-s2", ER));

    // When
    FIXTURE.stopServer();
    page.assertConnection("Reconnecting…");
    FIXTURE.startServerAgain(fresh);
    FIXTURE.accept(atWindowEnd("er-s2", new double[] {0.75}), 1);

    // Then
    page.assertConnection("Connected");
    page.assertFigure("er-s2", "averageAccuracy", "75.0 %");
    assertThat(page.at("lethe-run-card")).hasCount(1);
  }

  @Test
  void shouldHideMetricsThatAreNotMeasuredAndSayWhy() {
    // Given
    FIXTURE.board().accept(live("naive-s1", NAIVE));
    FIXTURE.accept(beforeFirstWindowEnd("naive-s1", 400), 1);

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    page.assertFigure("naive-s1", "averageAccuracy", "–");
    page.assertFigure("naive-s1", "averageForgetting", "–");
    assertThat(page.card("naive-s1").locator("[data-metric=backwardTransfer]")).hasCount(0);
    assertThat(page.card("naive-s1").locator("[data-metric=deadLetters]")).hasCount(0);
    page.assertFigure("naive-s1", "examples", "400");
    assertThat(page.card("naive-s1")).containsText("400 predictions, no finished window yet");
    assertThat(page.at("lethe-verdict")).containsText("no task window has ended yet");
  }

  @Test
  void shouldShowTheNewestScorecardWhenThereIsOne() {
    // Given: one run with both reference networks, one with neither, whose scorecard is older than
    // its evaluations, one without a scorecard
    double[][] rows = {{0.98}, {0.9, 0.94}};
    FIXTURE.board().accept(live("full", ER));
    FIXTURE.accept(
        scored(
            atWindowEnd("full", rows),
            Scorecard.newBuilder(stability("full"))
                .setPlasticityRatio(0.875)
                .setPlasticitySpeed(0.5)
                .setWarmStartGap(-0.04)
                .build()),
        2);
    FIXTURE.board().accept(live("stable", ER));
    FIXTURE.accept(
        scored(
            atWindowEnd("stable", rows),
            Scorecard.newBuilder(stability("stable")).setForgetting(0.05).build()),
        2);
    FIXTURE.board().accept(live("none", NAIVE));
    FIXTURE.accept(atWindowEnd("none", rows), 2);

    // When
    DashboardPage page = FIXTURE.open();
    page.at("lethe-run-overview button", "Cards").click();

    // Then
    page.assertFigure("full", "stability", "8.0 points");
    page.assertFigure("full", "plasticity", "0.875");
    page.assertFigure("full", "warmStartGap", "−4.0 points");
    assertThat(page.card("full").locator(".scorecard")).containsText("a fresh network");
    assertThat(page.card("full").locator(".more")).containsText("scorecard.plasticitySpeed");
    assertThat(page.card("full").locator(".more")).not().containsText("scorecard.warmStartGap");
    page.assertFigure("stable", "stability", "8.0 points");
    assertThat(page.card("stable").locator("[data-metric=plasticity]")).hasCount(0);
    assertThat(page.card("stable").locator(".scorecard")).containsText("--scorecard full");
    assertThat(page.card("none").locator(".scorecard")).hasCount(0);
    page.screenshot("scorecard");
    assertThat(page.consoleErrors()).isEmpty();
  }

  @Test
  void shouldHideTheLastScorecardWhenARunContinuesWithoutScorecards() {
    // Given: an earlier scorecard, and a run whose scorecards are off now
    RunMetrics metrics = atWindowEnd("off", new double[][] {{0.98}, {0.9, 0.94}});
    FIXTURE
        .board()
        .accept(Run.newBuilder(live("off", ER)).setSettings(Map.of("scorecard", "off")).build());
    FIXTURE.accept(scored(metrics, stability("off")), 2);

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.card("off").locator(".more")).containsText("loss");
    assertThat(page.card("off").locator(".more")).not().containsText("scorecard.accuracy");
    assertThat(page.card("off").locator(".scorecard")).hasCount(0);
  }

  private static RunMetrics scored(RunMetrics metrics, Scorecard scorecard) {
    return RunMetrics.newBuilder(metrics).setScorecard(scorecard).build();
  }

  private static Scorecard stability(String run) {
    return Scorecard.newBuilder()
        .setRun(run)
        .setWindow(1)
        .setStep(200)
        .setEventTime(SampleRuns.START)
        .setAccuracy(0.92)
        .setForgetting(0.08)
        .setLearningAccuracy(0.96)
        .build();
  }

  @Test
  void shouldShowReasonWhenRunHasFailed() {
    // Given
    String reason = "loss: got NaN, expected a finite number";
    FIXTURE.board().accept(run("er-s1", ER, RunState.FAILED, reason));

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.card("er-s1").locator(".run-state")).hasText("failed");
    assertThat(page.card("er-s1").locator(".reason")).containsText(reason);
    assertThat(page.at("lethe-verdict")).containsText("er-s1 has failed.");
  }

  @Test
  void shouldShowMarkupAsTextWhenNamesContainIt() {
    // Given
    String name = "<b>bold</b>";
    String method = "<img src=x onerror=\"window.attacked=1\"><script>window.attacked=1</script>";
    FIXTURE.board().accept(live(name, method));
    FIXTURE.board().accept(live("er-s1", ER));
    FIXTURE.accept(atWindowEnd(name, new double[] {0.98}, new double[] {0.5, 0.96}), 2);

    // When
    DashboardPage page = FIXTURE.open();
    page.canvas("Prequential accuracy").hover();

    // Then
    assertThat(page.card(name).locator(".method")).hasText(method);
    assertThat(page.at("lethe-stream .tip-body")).containsText(name);
    assertThat(page.at("img[src='x'], lethe-run-card b, .tip-body b b")).hasCount(0);
    assertThat(page.evaluate("window.attacked === undefined")).isEqualTo(true);
  }
}
