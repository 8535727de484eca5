package dev.lethe.compare.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.SampleResults;
import java.io.IOException;
import java.nio.file.Path;
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

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "2,10,5,1440",
    "2,10,5,390",
    "5,10,5,1440",
    "5,10,5,390",
    "30,10,5,1440",
    "30,10,5,390",
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
      assertThat(page.wideTables())
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .isEmpty();
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
