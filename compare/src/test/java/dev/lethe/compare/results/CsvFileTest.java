package dev.lethe.compare.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  /** Metrics, and the three values of the cost. */
  private static final int VALUES = RunMetric.values().length + 3;

  @TempDir Path directory;

  @Test
  void shouldWriteOneRowPerRunAndMetric() throws IOException {
    // Given
    ComparisonResults results = SampleResults.of(3, 4, 2);
    List<RunResult> runs = results.runs();
    Path file = directory.resolve("results.csv");

    // When
    CsvFile.write(file, List.of(results));

    // Then
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + runs.size() * VALUES);
    assertThat(lines.get(0))
        .isEqualTo("run,stream,method,seed,stream_seed,baseline,status,metric,value");
    assertThat(lines.get(1))
        .startsWith(
            "er-memory-500--s1,\"glyphs, split into 2 tasks\",er(memory=500),1,1,false,finished,averageAccuracy,0.9");
  }

  @Test
  void shouldLeaveTheValuesOfFailedRunsEmpty() throws IOException {
    assertThat(CsvFile.text(List.of(SampleResults.of(3, 4, 2))).lines())
        .filteredOn(line -> line.contains(",failed,"))
        .hasSize(VALUES)
        .allMatch(line -> line.endsWith(","));
  }

  @Test
  void shouldWriteTheCostOfARun() throws IOException {
    assertThat(CsvFile.text(List.of(SampleResults.of(3, 4, 2))).lines())
        .filteredOn(line -> line.startsWith("er-memory-500--s1,"))
        .anyMatch(line -> line.matches(".*,seconds,\\d+\\.\\d+"))
        .anyMatch(line -> line.matches(".*,examplesPerSecond,\\d+\\.\\d+"))
        .anyMatch(line -> line.matches(".*,stateBytes,\\d+"));
  }

  @Test
  void shouldQuoteMethodsWithCommas() throws IOException {
    // Given
    ComparisonResults results = SampleResults.ofKept(Map.of("er(memory=5,batch=2)", .9), 1);

    // When, Then
    assertThat(CsvFile.text(List.of(results))).contains(",\"er(memory=5,batch=2)\",1,");
  }
}
