package dev.lethe.compare.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.SampleResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The report in a real browser. With the system property {@code lethe.images}, the picture of the
 * documents is written to that directory.
 */
class ReportScreensIT {
  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  /** Width of A4 between its margins, in pixels. */
  private static final int PAPER = 718;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "2,10,5,1440",
    "2,10,5,390",
    "5,10,5,1440",
    "5,10,5,390",
    "30,4,5,1440",
    "30,4,5,390",
    "3,1,5,1440",
    "3,5,40,1440",
    "3,5,40,390"
  })
  void shouldShowVerdictFirstAndScrollDownOnly(int methods, int seeds, int windows, int width)
      throws IOException {
    // Given
    int height = width > 1000 ? 900 : 844;
    Path report = write(SampleResults.of(methods, seeds, windows));

    // When
    try (ReportPage page = CHROMIUM.open(report, width, height)) {
      // Then
      page.screenshot(methods + "-methods-" + seeds + "-seeds-" + windows + "-windows-" + width);
      assertAboveTheFold(page.at("#verdict .headline"), height);
      assertThat(page.at("#ranking tbody tr")).hasCount(methods + 2);
      assertThat(page.scrollsSideways()).isFalse();
      assertThat(page.wideTables()).isEmpty();
      assertThat(page.errors()).isEmpty();
      assertThat(page.requests()).allMatch(url -> url.startsWith("file:") || url.equals("data:,"));
    }
  }

  @Test
  void shouldDrawInDarkColours() throws IOException {
    // Given
    Path report = write(SampleResults.of(3, 10, 5));

    // When
    try (ReportPage page = CHROMIUM.open(report, 1440, 900)) {
      page.dark();
      // Then
      assertThat(page.background()).isEqualTo("rgb(13, 18, 23)");
      assertThat(page.at("#curves svg path[stroke='#56b4e9']").first()).isAttached();
      page.screenshot("dark");
    }
  }

  @Test
  void shouldPrintOnWhiteInLightColours() throws IOException {
    // Given
    Path report = write(SampleResults.of(5, 10, 5));

    // When
    try (ReportPage page = CHROMIUM.open(report, PAPER, 1000)) {
      page.dark();
      page.print();
      // Then
      assertThat(page.background()).isEqualTo("rgb(255, 255, 255)");
      assertThat(page.at("#curves svg path[stroke='#0072b2']").first()).isAttached();
      assertThat(page.at("#curves svg path[stroke='#56b4e9']")).hasCount(0);
      assertThat(page.at("#curves svg")).hasCount(3);
      assertThat(page.at("canvas")).hasCount(0);
      assertThat(page.scrollsSideways()).isFalse();
      assertThat(page.pdf("paper")).isNotEmptyFile();
      page.screenshot("print");
    }
  }

  @Test
  void shouldSelectTheMethodsOfTheCurves() throws IOException {
    // Given
    Path report = write(SampleResults.of(30, 2, 5));

    // When
    try (ReportPage page = CHROMIUM.open(report, 1440, 900)) {
      Locator drawn = page.at("#curves .legend button[aria-pressed=true]");
      assertThat(drawn).hasCount(6);
      page.at("#curves .legend button").getByText("none").click();
      page.at("#curves .legend button").getByText(SampleResults.NAIVE).click();
      // Then
      assertThat(drawn).hasText(new String[] {SampleResults.NAIVE});
      assertThat(page.at("#curves .canvas").first())
          .hasAttribute("aria-label", Pattern.compile(".*last values. naive: .*"));
    }
  }

  @Test
  void shouldShowPairsByOtherMetricsOnlyIfTheyAreUnfolded() throws IOException {
    // Given
    Path report = write(SampleResults.of(3, 3, 5));

    // When
    try (ReportPage page = CHROMIUM.open(report, 1440, 900)) {
      Locator rows = page.at("#exploratory tbody tr");
      assertThat(rows.first()).isHidden();
      page.at("#exploratory summary").click();
      page.at("#exploratory select").selectOption("averageForgetting");
      // Then: three pairs of methods, and three with joint
      assertThat(rows).hasCount(6);
      assertThat(rows.first()).isVisible();
    }
  }

  @Test
  void shouldShowThePairsOfTheChosenMethod() throws IOException {
    // Given
    Path report = write(SampleResults.of(8, 2, 3));

    // When
    try (ReportPage page = CHROMIUM.open(report, 1440, 900)) {
      Locator requested = page.at("#pairs .family").first();
      assertThat(requested.locator("tbody tr")).hasCount(7);
      requested.locator("select").selectOption("all methods");
      // Then
      assertThat(requested.locator("tbody tr")).hasCount(28);
    }
  }

  @Test
  void shouldDrawEverySeedUnderItsBand() throws IOException {
    // Given: two methods and joint, one run has failed; points between evaluations have no value
    Path report = write(SampleResults.of(2, 3, 5));

    // When
    try (ReportPage page = CHROMIUM.open(report, 1440, 900)) {
      Locator chart = page.at("#curves .canvas").first();
      // Then
      assertThat(chart.locator("path[stroke-opacity='0.38']")).hasCount(8);
      assertThat(chart.locator("path[fill-opacity='0.18']")).hasCount(3);
    }
  }

  @Test
  void shouldSayThatOneSeedHasNeitherIntervalNorBand() throws IOException {
    // Given
    Path report = write(SampleResults.of(3, 1, 5));

    // When
    try (ReportPage page = CHROMIUM.open(report, 1440, 900)) {
      // Then
      assertThat(page.at("#verdict .note")).containsText("no intervals and no bands");
      assertThat(page.at("#ranking .interval b")).hasCount(0);
      assertThat(page.at("#curves svg path[fill-opacity='0.18']")).hasCount(0);
    }
  }

  @Test
  void shouldExplainEachMetricWithItsPaper() throws IOException {
    // Given
    Path report = write(SampleResults.of(3, 2, 5));

    // When
    try (ReportPage page = CHROMIUM.open(report, 1440, 900)) {
      // Then
      for (RunMetric metric : RunMetric.values()) {
        String title = metric.title().substring(0, 1).toUpperCase(Locale.ROOT);
        Locator entry =
            page.at("#meaning dl > div")
                .filter(
                    new Locator.FilterOptions()
                        .setHas(
                            page.at("dt").getByText(title + metric.title().substring(1) + ",")));
        assertThat(entry.locator("dd"))
            .hasText(Pattern.compile(".{40,}(19|20)\\d\\d.*", Pattern.DOTALL));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"true,1440", "false,1440", "true,390"})
  void shouldShowHowSettingsWereChosen(boolean selected, int width) throws IOException {
    // Given
    Path report = write(SampleResults.ofTuned(selected, 10));

    // When
    try (ReportPage page = CHROMIUM.open(report, width, 900)) {
      // Then
      page.screenshot("tuned-" + (selected ? "selected-" : "oracle-") + width);
      assertThat(page.at("#tuning tbody tr")).hasCount(7);
      assertThat(page.at("#tuning .tag")).hasCount(2);
      assertThat(page.at("#tuning .tag").first()).hasText(selected ? "selected" : "oracle");
      assertThat(page.at("#tuning .note")).containsText("The tuning budgets differ");
      assertThat(page.at("#ranking .tag").getByText("oracle")).hasCount(selected ? 0 : 2);
      assertThat(page.at("#verdict"))
          .containsText(selected ? "Settings were selected on the windows 0 to 1" : "oracle");
      assertThat(page.scrollsSideways()).isFalse();
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void shouldShowHostileTextsAsText() throws IOException {
    // Given
    String hostile = "er</script><script>window.hacked=1</script><img src=x onerror=alert(1)>";
    Path report = write(HostileResults.named(hostile));

    // When
    try (ReportPage page = CHROMIUM.open(report, 1440, 900)) {
      // Then
      assertThat(page.at("#ranking")).containsText(hostile);
      assertThat(page.at("#runs")).containsText("alarm: " + hostile);
      assertThat(page.page().evaluate("window.hacked")).isNull();
      assertThat(page.at("img")).hasCount(0);
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void shouldTakeThePictureOfTheDocuments() throws IOException {
    // Given
    Path report = write(SampleResults.of(3, 10, 5));
    String images = System.getProperty("lethe.images", "target/images");

    // When
    try (ReportPage page = CHROMIUM.open(report, 1440, 1000)) {
      Path picture = page.picture(Path.of(images, "report.png"));
      // Then
      assertThat(picture)
          .isNotEmptyFile()
          .satisfies(file -> assertThat(file.toFile().length()).isLessThan(400_000));
    }
  }

  private Path write(ComparisonResults results) throws IOException {
    Path file = directory.resolve("report.html");
    ReportFile.write(file, results);
    return file;
  }

  private static void assertAboveTheFold(Locator element, int fold) {
    var box = element.boundingBox();
    assertThat(box.y + box.height).isLessThanOrEqualTo(fold);
  }
}
