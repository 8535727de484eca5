package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page with methods of several seeds, on a laptop and on a phone, light and dark. */
class MethodScreensIT {
  @RegisterExtension static final DashboardFixture FIXTURE = new DashboardFixture();

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void shouldShowMethodsOnALaptop(ColorScheme scheme) {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();

    // When
    page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.at("lethe-run-table .pin").nth(1).click();

    // Then
    assertThat(page.at("lethe-methods tbody tr")).hasCount(3);
    page.screenshot("methods-" + scheme);
    assertThat(page.scrollsSideways()).isFalse();
    assertThat(page.tableScrollsSideways()).isFalse();
    assertThat(page.consoleErrors()).isEmpty();
  }

  @Test
  void shouldShowMethodsOnAPhone() {
    // Given
    SeededRuns.accept(FIXTURE.board());

    // When
    DashboardPage page = FIXTURE.openOnPhone();

    // Then
    assertThat(page.at("lethe-methods tbody tr")).hasCount(3);
    page.screenshot("methods-phone");
    assertThat(page.scrollsSideways()).isFalse();
  }

  @Test
  void shouldShowThirtyRunsOfTenMethods() {
    // Given
    SeededRuns.acceptMany(FIXTURE.board(), 10);

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-run-table tbody tr")).hasCount(30);
    assertThat(page.at("lethe-run-picker button[aria-pressed=true]")).hasCount(8);
    assertThat(page.at("lethe-methods tbody tr")).hasCount(8);
    page.screenshot("methods-30-runs");
    assertThat(page.scrollsSideways()).isFalse();
    assertThat(page.tableScrollsSideways()).isFalse();
  }

  @Test
  void shouldShowSettingsThatDifferAmongAllMetrics() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();

    // When
    page.at("lethe-run-overview button", "All metrics").click();

    // Then
    assertThat(page.at("lethe-run-table thead th", "range")).isVisible();
    assertThat(page.at("lethe-run-table thead th", "holdout.share")).hasCount(0);
    page.at("lethe-run-table details summary").click();
    assertThat(page.at("lethe-run-table details")).containsText("holdout.share");
    assertThat(page.at("lethe-run-table details summary")).containsText("these 15 runs share");
    page.firstScreen("methods-settings");
  }
}
