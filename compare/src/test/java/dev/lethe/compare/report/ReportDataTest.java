package dev.lethe.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.compare.report.MeanMatrix.Cell;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.SampleResults;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportDataTest {
  @Test
  void shouldAverageTheMatricesOfTheSeeds() {
    // Given
    ComparisonResults results = SampleResults.of(3, 2, 3);
    List<Double> values =
        results.runsOf(SampleResults.BEST).stream()
            .map(run -> run.matrix().get(2).accuracies().get(0))
            .toList();

    // When
    Cell cell =
        ReportData.of(results).methods().stream()
            .filter(means -> means.method().equals(SampleResults.BEST))
            .map(means -> means.matrix().rows().get(2).cells().get(0))
            .findFirst()
            .orElseThrow();

    // Then
    assertThat(cell.n()).isEqualTo(2);
    assertThat(cell.mean()).isCloseTo((values.get(0) + values.get(1)) / 2, within(1e-12));
    assertThat(List.of(cell.low(), cell.high())).hasSameElementsAs(values);
  }

  @Test
  void shouldLeaveOutFailedRuns() {
    // When: seed 3 has failed
    ReportData data = ReportData.of(SampleResults.of(3, 4, 2));

    // Then
    assertThat(data.methods())
        .filteredOn(means -> means.method().equals(SampleResults.NAIVE))
        .allSatisfy(
            means -> assertThat(means.matrix().rows().get(0).cells().get(0).n()).isEqualTo(3));
  }

  @Test
  void shouldShowWhereTiedMethodsDiffer() {
    // Given
    ComparisonResults results = SampleResults.of(3, 8, 3);

    // When
    List<TiedPair> ties = ReportData.of(results).ties();

    // Then
    assertThat(ties).hasSize(1);
    TiedPair tie = ties.get(0);
    assertThat(List.of(tie.first(), tie.second()))
        .containsExactlyInAnyOrder(SampleResults.BEST, SampleResults.EQUAL);
    assertThat(tie.windows()).hasSize(3).allMatch(window -> window.interval().n() == 8);
    assertThat(tie.classes()).hasSize(6);
    assertThat(tie.windows().get(1).interval().estimate())
        .isCloseTo(
            inWindow(results, tie.first(), 1) - inWindow(results, tie.second(), 1), within(1e-12));
  }

  @Test
  void shouldEmbedDataThatCannotEndItsElement() throws IOException {
    // Given
    String hostile = "a</script>/*script*/<!--&\u2028";

    // When
    String page = ReportFile.page(HostileResults.named(hostile));

    // Then: data, charts and script
    assertThat(page.split("</script>", -1)).hasSize(4);
    assertThat(page).doesNotContain("<!--&");
    assertThat(data(page).at("/results/runs/0/method").asText()).isEqualTo(hostile);
  }

  private static JsonNode data(String page) throws IOException {
    String start = "<script id=\"data\" type=\"application/json\">";
    int from = page.indexOf(start) + start.length();
    return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }

  private static double inWindow(ComparisonResults results, String method, int window) {
    return results.runsOf(method).stream()
        .map(RunResult::windows)
        .mapToDouble(windows -> windows.get(window).accuracy())
        .average()
        .orElseThrow();
  }
}
