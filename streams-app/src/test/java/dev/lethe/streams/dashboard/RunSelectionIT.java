package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Search, filter, pins and order of the runs, and the address that has them. */
class RunSelectionIT {
  @RegisterExtension static final DashboardFixture FIXTURE = new DashboardFixture();

  @Test
  void shouldFindRunsByMethodAndSetting() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    Locator search = page.at("lethe-run-filter input[type=search]");

    // When
    search.fill("derpp seed=3");

    // Then
    assertThat(rows(page)).hasCount(1);
    assertThat(rows(page)).containsText("derpp-s3");
    assertThat(page.at("lethe-run-filter [role=status]")).hasText("1 of 15 runs");
    search.fill("nothing like this");
    assertThat(page.at("lethe-run-overview .none")).hasText("No run matches.");
    page.at("lethe-run-filter button", "Clear").click();
    assertThat(rows(page)).hasCount(15);
    assertThat(search).hasValue("");
  }

  @Test
  void shouldComputeMeansOverTheRunsThatTheFilterLeaves() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    page.at("lethe-run-table .pin").first().click();

    // When
    page.at("lethe-run-filter select").selectOption("STOPPED");

    // Then
    assertThat(rows(page)).hasCount(1);
    assertThat(page.at("lethe-methods tbody tr")).containsText("1 seed");
    assertThat(page.at("lethe-methods td[data-metric=averageAccuracy]")).hasText("80.0\u202f%");
  }

  @Test
  void shouldKeepPinnedRunsOnTopInAnyOrder() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();

    // When
    page.at("lethe-run-table").getByLabel("Pin naive-s2").click();
    page.at("lethe-run-table thead button", "Average accuracy").click();

    // Then
    assertThat(rows(page).nth(0)).containsText("naive-s2");
    assertThat(rows(page).nth(1)).containsText("derpp-s4");
    page.at("lethe-run-table thead button", "Run").click();
    assertThat(rows(page).nth(0)).containsText("naive-s2");
    assertThat(rows(page).nth(1)).containsText("derpp-s1");
    assertThat(page.at("lethe-run-table thead th[aria-sort=ascending]")).containsText("Run");
  }

  @Test
  void shouldShowTheSameViewToTheReaderOfALink() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    page.at("lethe-run-filter input[type=search]").fill("lr=0.1");
    page.at("lethe-run-filter select").selectOption("LIVE");
    page.at("lethe-run-table").getByLabel("Pin er-s4").click();
    page.at("lethe-run-table thead button", "Average accuracy").click();
    page.at("lethe-run-picker button", "derpp").click();
    page.at("lethe-methods select.reference").selectOption("naive-s1");
    page.at("lethe-methods select.metric").selectOption("cumulative");
    page.at("lethe-stream lethe-chart").first().getByLabel("Zoom in").click();
    String link = page.page().url();

    // When
    page.open(URI.create("about:blank"));
    page.open(URI.create(link));

    // Then
    assertThat(page.at("lethe-run-filter input[type=search]")).hasValue("lr=0.1");
    assertThat(page.at("lethe-run-filter select")).hasValue("LIVE");
    assertThat(rows(page).first()).containsText("er-s4");
    assertThat(rows(page).nth(1)).containsText("derpp-s4");
    assertThat(page.at("lethe-run-picker button[aria-pressed=false]")).containsText("derpp");
    assertThat(page.at("lethe-methods lethe-chart h3")).hasText("Difference to naive");
    assertThat(page.at("lethe-methods select.metric")).hasValue("cumulative");
    assertThat(page.at("lethe-stream lethe-chart").first().getByText("Reset zoom")).isVisible();
    assertThat(page.page().url()).isEqualTo(link);
  }

  @Test
  void shouldIgnoreWhatAnAddressGetsWrong() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    String address = page.page().url();

    // When
    page.open(
        URI.create(
            address + "?state=HAPPY&of=luck&zoom-examples=9~3&sort=-wealth&ref=nobody&pin=nobody"));

    // Then
    assertThat(rows(page)).hasCount(15);
    assertThat(page.at("lethe-methods lethe-chart h3")).hasText("Difference to er(memory=500)");
    assertThat(page.at("lethe-stream lethe-chart").first().getByText("Reset zoom")).hasCount(0);
  }

  @Test
  void shouldReachFilterPinAndHeadingsByKeyboard() {
    // Given
    SeededRuns.accept(FIXTURE.board());
    DashboardPage page = FIXTURE.open();
    page.at("lethe-run-filter input[type=search]").focus();

    // When
    page.page().keyboard().type("naive");
    page.page().keyboard().press("Tab");
    page.page().keyboard().press("Tab");
    page.page().keyboard().press("Space");

    // Then
    assertThat(rows(page)).hasCount(5);
    assertThat(page.at("lethe-methods")).hasCount(0);
    page.at("lethe-run-table .pin").first().focus();
    page.page().keyboard().press("Enter");
    assertThat(page.at("lethe-run-table .pin").first()).hasAttribute("aria-pressed", "true");
  }

  private static Locator rows(DashboardPage page) {
    return page.at("lethe-run-table tbody tr");
  }
}
