package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods with several seeds: means, intervals and paired differences. */
class MethodGroupsIT {
  @RegisterExtension static final DashboardFixture FIXTURE = new DashboardFixture();

  @Test
  void shouldShowOneLinePerMethodWithItsSeedsAndInterval() {
    // Given
    SeededRuns.accept(FIXTURE.board());

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-run-picker button .seeds"))
        .hasText(new String[] {"5 seeds", "5 seeds", "5 seeds"});
    assertThat(cell(page, "er(memory=500)", "averageAccuracy"))
        .hasText("82.0\u202f%78.1 to 85.9\u202f%");
    page.at("lethe-stream lethe-chart", "Average accuracy").getByText("Table").click();
    assertThat(page.at("lethe-stream lethe-chart thead th")).hasCount(4);
    assertThat(page.at("lethe-stream tbody td").first())
        .hasText("82.0\u202f% (78.1\u202f% to 85.9\u202f%, n = 5)");
  }

  @Test
  void shouldCompareMethodsSeedBySeedWithTheChosenReference() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    assertThat(page.at("lethe-methods td.difference").first()).hasText("reference");

    // When
    assertThat(difference(page, "naive")).hasText("−31.0 points−34.9 to −27.1 points, 5 pairs");
    page.at("lethe-methods select.reference").selectOption("naive-s1");

    // Then
    assertThat(difference(page, "er(memory=500)"))
        .hasText("+31.0 points+27.1 to +34.9 points, 5 pairs");
    assertThat(page.at("lethe-methods lethe-chart h3")).hasText("Difference to naive");
    page.page().reload();
    assertThat(difference(page, "er(memory=500)")).containsText("+31.0 points");
  }

  @Test
  void shouldSayTooFewSeedsBelowTwoPairs() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    SeededRuns.accept(FIXTURE.board(), "lwf", "lwf(alpha=1)+sgd(lr=0.1)", 3, .7);
    SeededRuns.accept(FIXTURE.board(), "si", "si(c=1)+sgd(lr=0.1)", 9, .7);

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(difference(page, "lwf(alpha=1)")).hasText("−12.0 pointstoo few seeds (1 pair)");
    assertThat(difference(page, "si(c=1)")).hasText("no common seed");
    assertThat(page.at("lethe-methods lethe-chart p").first())
        .containsText("lwf(alpha=1): too few seeds (1 pair)");
  }

  @Test
  void shouldUpdateMeanAndNumberOfSeedsWhenASeedArrives() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    assertThat(cell(page, "naive", "averageAccuracy")).containsText("51.0");

    // When
    SeededRuns.accept(FIXTURE.board(), "naive", SeededRuns.NAIVE, 6, .63);

    // Then
    assertThat(page.at("lethe-run-picker button", "naive")).containsText("6 seeds");
    assertThat(cell(page, "naive", "averageAccuracy")).containsText("53.0");
  }

  @Test
  void shouldCountFailedSeedsBesideTheOthers() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    FIXTURE.accept(
        Run.newBuilder(SampleRuns.live("naive-s6", SeededRuns.NAIVE, 20))
            .setState(RunState.FAILED)
            .setReason("The disk is full.")
            .setSettings(Map.of("holdout.share", "0.1"))
            .build());

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-run-picker button", "naive")).containsText("6 seeds, 1 failed");
    assertThat(cell(page, "naive", "averageAccuracy")).containsText("n = 5");
  }

  @Test
  void shouldDrawSingleRunsWhenGroupingIsTurnedOff() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();

    // When
    page.at("lethe-run-filter").getByLabel("Group by method").uncheck();

    // Then
    assertThat(page.at("lethe-methods")).hasCount(0);
    assertThat(page.at("lethe-run-picker button .swatch")).hasCount(15);
    page.page().reload();
    assertThat(page.at("lethe-run-picker button .swatch")).hasCount(15);
  }

  @Test
  void shouldNotGroupRunsWithOtherSettings() {
    // Given
    FIXTURE.acceptTwoRuns();
    for (int seed = 1; seed <= 2; seed++) {
      FIXTURE.accept(
          Run.newBuilder(SampleRuns.live("large-s" + seed, DashboardFixture.ER, seed))
              .setBatchSize(64)
              .build());
    }

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-run-picker button", "batch size 64")).containsText("2 seeds");
    assertThat(page.at("lethe-run-picker button", "batch size 10")).containsText("1 seed");
  }

  /**
   * Expected values are those of SciPy 1.17: {@code scipy.stats.t.interval(.95, n - 1, mean, sem)}.
   */
  @ParameterizedTest
  @CsvSource({
    "'49,-67,8,16,6,23,28,41,14,29,56,24,75,60,-48', 20.933333333, .031193318, 41.835473348",
    "'.80,.84,.82,.86,.78', .82, .780735, .859265",
    "'1,3', 2, -10.706205, 14.706205"
  })
  void shouldComputeTheIntervalsOfSciPy(String values, double mean, double low, double high) {
    // Given
    DashboardPage page = FIXTURE.open();

    // When
    List<?> found =
        (List<?>)
            page.evaluate(
                "import('./data/statistics.js').then(s => { const v = s.summary(["
                    + values
                    + "]);"
                    + " return [v.mean, v.low, v.high].map(String); })");

    // Then
    double[] expected = {mean, low, high};
    for (int i = 0; i < 3; i++) {
      assertThat(Double.parseDouble((String) found.get(i))).isCloseTo(expected[i], within(2e-5));
    }
  }

  @ParameterizedTest
  @CsvSource({"40, 2.021075390", "120, 1.979930405"})
  void shouldComputeQuantilesBeyondTheTable(int degrees, double expected) {
    // Given
    DashboardPage page = FIXTURE.open();

    // When
    String found =
        (String)
            page.evaluate(
                "import('./data/statistics.js').then(s => String(s.t975(" + degrees + ")))");

    // Then
    assertThat(Double.parseDouble(found)).isCloseTo(expected, within(1e-6));
  }

  private static Locator row(DashboardPage page, String method) {
    return page.at("lethe-methods tbody tr", method);
  }

  private static Locator cell(DashboardPage page, String method, String metric) {
    return row(page, method).locator("td[data-metric=" + metric + "]");
  }

  private static Locator difference(DashboardPage page, String method) {
    return row(page, method).locator("td.difference");
  }
}
