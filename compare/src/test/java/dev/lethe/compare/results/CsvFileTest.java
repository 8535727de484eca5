package dev.lethe.compare.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir Path directory;

  @Test
  void shouldWriteOneRowPerRunAndMetric() throws IOException {
    // Given
    List<RunResult> runs = SampleResults.of(3, 4, 2).runs();
    Path file = directory.resolve("results.csv");

    // When
    CsvFile.write(file, runs);

    // Then
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + runs.size() * RunMetric.values().length);
    assertThat(lines.get(0)).isEqualTo("run,method,seed,stream_seed,baseline,status,metric,value");
    assertThat(lines.get(1))
        .startsWith("er-memory-500--s1,er(memory=500),1,1,false,finished,averageAccuracy,0.9");
  }

  @Test
  void shouldLeaveTheValuesOfFailedRunsEmpty() throws IOException {
    assertThat(CsvFile.text(SampleResults.of(3, 4, 2).runs()).lines())
        .filteredOn(line -> line.contains(",failed,"))
        .hasSize(RunMetric.values().length)
        .allMatch(line -> line.endsWith(","));
  }

  @Test
  void shouldQuoteMethodsWithCommas() throws IOException {
    // Given
    RunResult run = new SampleRun("er(memory=5,batch=2)", false, .9, 7, 2).finished();

    // When, Then
    assertThat(CsvFile.text(List.of(run))).contains(",\"er(memory=5,batch=2)\",7,");
  }
}
