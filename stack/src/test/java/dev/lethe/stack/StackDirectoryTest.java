package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDirectoryTest {

  @TempDir private Path temporary;

  @Test
  void shouldCreateDirectoryWhenAbsent() {
    // Given
    Path directory = temporary.resolve("a/b");

    // When
    StackDirectory.prepare(directory);

    // Then
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldReportDirectoryThatCannotBeCreated() throws IOException {
    // Given
    Path file = Files.createFile(temporary.resolve("file"));

    // When // Then
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> StackDirectory.prepare(file.resolve("below")))
        .withMessageStartingWith("dir: got %s/below", file);
  }

  @Test
  void shouldReportTooLittleFreeSpace() {
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> StackDirectory.requireFree(Path.of("X"), 120L << 20))
        .withMessage("dir: got 120 MB free in X, expected at least 500 MB");
  }
}
