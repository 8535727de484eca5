package dev.lethe.streams.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page on paper: all charts, on white. */
class PrintIT {
  @RegisterExtension static final DashboardFixture FIXTURE = new DashboardFixture();

  @Test
  void shouldPrintChartsThatWereNeverOnTheScreen() {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 2, 5);
    DashboardPage page = FIXTURE.open();
    page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertThat(page.at("lethe-matrix")).hasCount(2);

    // When
    page.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

    // Then
    assertThat(page.at("canvas")).hasCount(page.at(".canvas").count());
    assertThat(page.background()).isEqualTo("rgb(255, 255, 255)");
    page.screenshot("print");
  }

  @Test
  void shouldPrintChartsOnPaper() throws IOException {
    // Given
    DriftingRuns.accept(FIXTURE.board(), 2, 5);
    DashboardPage page = FIXTURE.open();
    assertThat(page.at("lethe-matrix")).hasCount(2);

    // When
    Path paper = page.pdf("paper");

    // Then
    assertThat(page.at("canvas")).hasCount(page.at(".canvas").count());
    // Chromium embeds each canvas as an image.
    String content = Files.readString(paper, StandardCharsets.ISO_8859_1);
    assertThat(content.split("/Subtype\\s*/Image", -1).length - 1)
        .isGreaterThanOrEqualTo(page.at("canvas").count());
  }
}
