package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first screen: without scrolling, a reader can name the window that is forgotten, its run, and
 * since when. With the system property {@code lethe.images}, the pictures of the documents are
 * written to that directory.
 */
class ScreensIT {
  @RegisterExtension static final DashboardFixture FIXTURE = new DashboardFixture();

  @ParameterizedTest
  @CsvSource({"1,5", "2,5", "6,5", "20,5", "2,50", "6,50", "20,50"})
  void shouldShowVerdictAndMatrixAboveTheFold(int runs, int windows) {
    // Given
    DriftingRuns.accept(FIXTURE.board(), runs, windows);

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-verdict .headline")).containsText("fell from 9");
    assertThat(page.at("lethe-verdict .headline")).containsText(" since ");
    page.firstScreen("first-" + runs + "-runs-" + windows + "-windows");
    assertAboveTheFold(page.at("lethe-verdict .headline"), 300);
    assertAboveTheFold(page.at("lethe-matrix tr.now").first(), 900);
    assertThat(page.at("lethe-run-table tbody tr")).hasCount(runs > 2 ? runs : 0);
    assertThat(page.at("lethe-verdict .second")).hasCount(runs > 1 ? 1 : 0);
    assertThat(page.scrollsSideways()).isFalse();
    assertThat(page.tableScrollsSideways()).isFalse();
    assertThat(page.consoleErrors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2,5", "6,5", "20,50"})
  void shouldShowVerdictAndMatrixOnAPhone(int runs, int windows) {
    // Given
    DriftingRuns.accept(FIXTURE.board(), runs, windows);

    // When
    DashboardPage page = FIXTURE.openOnPhone();

    // Then
    assertThat(page.at("lethe-verdict .headline")).containsText("fell from 9");
    assertThat(page.at("lethe-verdict .second")).hasCount(runs > 1 ? 1 : 0);
    page.firstScreen("phone-" + runs + "-runs-" + windows + "-windows");
    assertAboveTheFold(page.at("lethe-matrix tr.now").first(), 844);
    assertThat(page.scrollsSideways()).isFalse();
    if (runs > 2) {
      var fall = page.at("lethe-run-table td[data-metric=largestFall]").first().boundingBox();
      assertThat(fall.x + fall.width).as("right end of the verdict of a run").isLessThan(390);
    }
  }

  @Test
  void shouldNameTheWorstRunAndThenTheBestOne() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 6, 5);

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-verdict .headline"))
        .hasText("naive: 0-1 fell from 99 % to 2 % since 4-5".replace(" %", "\u202f%"));
    assertThat(page.at("lethe-verdict .second"))
        .hasText(
            "Highest average accuracy: er(memory=500), 92 %; 4-5 fell from 97 % to 79 % since 6-7"
                .replace(" %", "\u202f%"));
  }

  @Test
  void shouldMarkWindowAndSinceOfTheVerdictInAMatrixOfManyWindows() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 1, 50);

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-matrix thead th.marked")).hasText("4-5");
    assertThat(page.at("lethe-matrix tbody th.marked")).hasText("6-7");
    assertThat(page.at("lethe-matrix thead th", "0-1")).hasCount(0);
  }

  @Test
  void shouldChangeVerdictAndNowRowBetweenWindowEnds() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 1, 5);
    DashboardPage page = FIXTURE.open();
    assertThat(page.at("lethe-verdict .headline"))
        .hasText("er(memory=500): 4-5 fell from 97 % to 79 % since 6-7".replace(" %", "\u202f%"));

    // When
    DriftingRuns.acceptMidWindow(FIXTURE.board(), 5, .31);

    // Then
    assertThat(page.at("lethe-verdict .headline"))
        .hasText("er(memory=500): 2-3 fell from 98 % to 31 % since 10-11".replace(" %", "\u202f%"));
    assertThat(page.at("lethe-matrix tr.now td")).hasCount(6);
    assertThat(page.at("lethe-matrix tr.now td").nth(1)).hasText("31");
    page.firstScreen("mid-window");
  }

  @Test
  void shouldRaiseAlarmsAboveTheVerdict() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 6, 5);
    String text = "320 of 1,200 records were rejected, e.g. for features: got 784, expected 4.";
    DriftingRuns.acceptAlarms(FIXTURE.board(), 0, 5, text);
    DriftingRuns.acceptAlarms(FIXTURE.board(), 2, 5, text, "The loss has diverged.");

    // When
    DashboardPage page = FIXTURE.open();

    // Then
    assertThat(page.at("lethe-alarms .alarms > p")).hasCount(2);
    assertThat(page.at("lethe-alarms", "2 runs: " + text)).isVisible();
    assertThat(page.at("lethe-alarms", "mir(memory=500): The loss has diverged.")).isVisible();
    page.firstScreen("alarms");
    assertAboveTheFold(page.at("lethe-matrix tr.now").first(), 900);
  }

  @Test
  void shouldTakeThePicturesOfTheDocuments() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 6, 5);
    DashboardPage page = FIXTURE.open();
    assertThat(page.at("lethe-run-table tbody tr")).hasCount(6);
    String images = System.getProperty("lethe.images", "target/images");

    // When
    Path light = page.picture(Path.of(images, "dashboard.png"));
    page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Path dark = page.picture(Path.of(images, "dashboard-dark.png"));

    // Then
    assertThat(light)
        .isNotEmptyFile()
        .satisfies(file -> assertThat(file.toFile().length()).isLessThan(300_000));
    assertThat(dark)
        .isNotEmptyFile()
        .satisfies(file -> assertThat(file.toFile().length()).isLessThan(300_000));
  }

  private static void assertAboveTheFold(Locator element, int fold) {
    var box = element.boundingBox();
    assertThat(box.y + box.height).isLessThanOrEqualTo(fold);
  }
}
