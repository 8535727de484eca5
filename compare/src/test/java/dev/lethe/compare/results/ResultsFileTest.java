package dev.lethe.compare.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.lethe.compare.results.RunResult.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  @TempDir Path directory;

  @Test
  void shouldReadWhatItHasWritten() throws IOException {
    // Given: failed and diverged runs, and curves that begin undefined
    ComparisonResults results = SampleResults.of(3, 4, 3);
    Path file = directory.resolve("results.json");

    // When
    ResultsFile.write(file, results);

    // Then
    assertThat(ResultsFile.read(file, ComparisonResults.class)).isEqualTo(results);
    assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void shouldReadResultsOfOneSeed() throws IOException {
    // Given: no deviation and no interval is defined
    ComparisonResults results = SampleResults.of(3, 1, 2);
    Path file = directory.resolve("results.json");

    // When
    ResultsFile.write(file, results);

    // Then
    assertThat(ResultsFile.read(file, ComparisonResults.class)).isEqualTo(results);
  }

  @Test
  void shouldWriteUndefinedNumbersAsNull() throws IOException {
    assertThat(ResultsFile.line(new Cost(Double.NaN, Double.POSITIVE_INFINITY, null)))
        .isEqualTo("{\"seconds\":null,\"examplesPerSecond\":null,\"stateBytes\":null}");
  }

  @Test
  void shouldReadTheCostOfAnEarlierVersion() throws IOException {
    // Given
    Path file = directory.resolve("cost.json");
    Files.writeString(file, "{\"seconds\": 1, \"examplesPerSecond\": 2}");

    // When, Then
    assertThat(ResultsFile.read(file, Cost.class)).isEqualTo(new Cost(1, 2, null));
  }

  @Test
  void shouldRefuseUnknownFields() throws IOException {
    // Given
    Path file = directory.resolve("cost.json");
    Files.writeString(file, "{\"seconds\": 1, \"examplesPerSecond\": 2, \"dollars\": 3}");

    // When, Then
    assertThatThrownBy(() -> ResultsFile.read(file, Cost.class))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("dollars");
  }
}
