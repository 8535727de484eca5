package dev.lethe.compare.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.compare.results.SampleStreams;
import dev.lethe.compare.results.StreamsResults;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report over several streams in a real browser. */
class StreamsReportScreensIT {
  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"2,2,1440", "2,6,390", "30,6,1440", "5,7,1440"})
  void shouldShowRanksOverStreamsBeforeTheReportOnOne(int methods, int streams, int width)
      throws IOException {
    // Given
    StreamsResults results = SampleStreams.of(methods, streams);
    Path report = directory.resolve("report.html");
    ReportFile.write(report, results);

    // When
    try (ReportPage page = CHROMIUM.open(report, width, 900)) {
      // Then
      page.screenshot(methods + "-methods-" + streams + "-streams-" + width);
      assertThat(page.at("#streams svg.ranks")).containsText("CD = ");
      assertThat(page.at("#streams .means tbody tr")).hasCount(methods);
      assertThat(page.at("#ranking tbody tr")).hasCount(methods);
      page.at("#one select").selectOption("1");
      assertThat(page.at("#ranking tbody tr")).hasCount(methods);
      assertThat(page.at("#stream")).containsText("stream 2");
      assertThat(page.scrollsSideways()).isFalse();
      assertThat(page.errors()).isEmpty();
      page.dark();
      page.screenshot(methods + "-methods-" + streams + "-streams-" + width + "-dark");
      page.print();
      assertThat(page.background()).isEqualTo("rgb(255, 255, 255)");
      assertThat(page.at("h1.printed")).hasCount(streams);
      assertThat(page.at("#ranking tbody tr")).hasCount(methods * streams);
      assertThat(page.at("#curves svg").last()).isVisible();
      assertThat(page.pdf("streams-" + methods + "-" + streams)).isNotEmptyFile();
      page.screen();
      assertThat(page.at("#ranking tbody tr")).hasCount(methods);
      assertThat(page.errors()).isEmpty();
    }
  }
}
