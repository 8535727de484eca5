package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.lethe.streams.dashboard.DashboardFixture.ER;
import static dev.lethe.streams.dashboard.SampleRuns.live;
import static dev.lethe.streams.dashboard.SampleRuns.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The look of the dashboard, and how the reader changes it. */
class DashboardViewIT {
  @RegisterExtension static final DashboardFixture FIXTURE = new DashboardFixture();

  @Test
  void shouldShowChartAsTableWhenReaderSelectsIt() {
    // Given
    FIXTURE.acceptTwoRuns();
    DashboardPage page = FIXTURE.open();
    Locator chart = page.at("lethe-chart", "Average forgetting");

    // When
    chart.getByText("Table").click();

    // Then
    assertThat(chart.locator("canvas")).hasCount(0);
    assertThat(chart.locator("thead th")).hasText(new String[] {"examples", "er-s1", "naive-s1"});
    assertThat(chart.locator("tbody tr").first().locator("th, td"))
        .hasText(new String[] {"2,000", "8.0 points", "98.0 points"});
  }

  @Test
  void shouldMarkAForkWithTheMomentThatItWasMadeFrom() {
    // Given
    FIXTURE.acceptTwoRuns();
    FIXTURE.accept(
        Run.newBuilder(SampleRuns.live("er-s1", "er(memory=500)+sgd(lr=0.1)"))
            .setSettings(Map.of("forked.from", "naive-s1@window:0"))
            .build());

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.card("er-s1")).containsText("Forked from naive-s1@window:0");
    assertThat(page.card("naive-s1")).not().containsText("Forked");
  }

  @Test
  void shouldHideRunWhenReaderDeselectsItByKeyboard() {
    // Given
    FIXTURE.acceptTwoRuns();
    DashboardPage page = FIXTURE.open();
    assertThat(page.at("lethe-matrix")).hasCount(2);
    Locator choice = page.at("lethe-run-picker button", "naive-s1");

    // When
    choice.focus();
    page.page().keyboard().press("Enter");

    // Then
    assertThat(choice).hasAttribute("aria-pressed", "false");
    assertThat(page.at("lethe-matrix")).hasCount(1);
    assertThat(page.card("naive-s1")).isVisible();
  }

  @Test
  void shouldShowTableWhenThereAreManyRuns() {
    // Given
    for (int seed = 1; seed <= 20; seed++) {
      FIXTURE.board().accept(live("er-s" + seed, ER));
    }

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-run-table tbody tr")).hasCount(20);
    assertThat(page.at("lethe-run-picker button[aria-pressed=true]")).hasCount(8);
  }

  @Test
  void shouldNotScrollSidewaysWhenScreenIsAPhone() {
    // Given
    String longName = "a-name-far-too-long-for-any-phone-" + "x".repeat(80);
    FIXTURE.acceptTwoRuns();
    FIXTURE.board().accept(run(longName, ER, RunState.STOPPED, null));

    // When
    DashboardPage page = FIXTURE.openOnPhone();
    page.at("lethe-run-overview button", "Cards").click();
    assertThat(page.at("lethe-run-card")).hasCount(3);
    page.at("lethe-glossary summary").click();
    boolean withCards = page.scrollsSideways();
    page.screenshot("phone");
    page.at("lethe-run-overview button", "Table").click();
    assertThat(page.at("lethe-run-table tbody tr")).hasCount(3);
    boolean withTable = page.scrollsSideways();

    // Then
    assertThat(withCards).as("scrolls sideways with cards").isFalse();
    assertThat(withTable).as("scrolls sideways with the table").isFalse();
  }

  @Test
  void shouldTurnDarkWhenTheSystemIsDark() {
    // Given
    FIXTURE.acceptTwoRuns();
    DashboardPage page = FIXTURE.open();
    assertThat(page.card("er-s1")).isVisible();
    system(page, ColorScheme.LIGHT);
    String light = page.background();

    // When
    system(page, ColorScheme.DARK);

    // Then
    assertThat(page.background()).isNotEqualTo(light);
    page.screenshot("dark");
    assertThat(page.consoleErrors()).isEmpty();
  }

  @Test
  void shouldKeepChosenThemeAfterReload() {
    // Given
    FIXTURE.acceptTwoRuns();
    DashboardPage page = FIXTURE.open();
    system(page, ColorScheme.LIGHT);
    String light = page.background();
    Locator toggle = page.at("lethe-top-bar button");
    assertThat(toggle).hasText("Theme: auto");

    // When
    toggle.click();
    toggle.click();
    assertThat(toggle).hasText("Theme: dark");
    page.page().reload();

    // Then
    assertThat(toggle).hasText("Theme: dark");
    assertThat(page.background()).isNotEqualTo(light);
  }

  private static void system(DashboardPage page, ColorScheme scheme) {
    page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }
}
