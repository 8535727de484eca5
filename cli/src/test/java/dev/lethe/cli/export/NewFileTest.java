package dev.lethe.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
  @TempDir Path directory;

  @Test
  void shouldWriteTheWholeContentAndNothingElse() throws Exception {
    // Given
    Path path = directory.resolve("model");

    // When
    long size = new NewFile(path, false).write(out -> out.write(new byte[100_000]));

    // Then
    assertThat(size).isEqualTo(100_000);
    assertThat(path).hasSize(100_000);
    assertThat(directory).isDirectoryContaining(path::equals);
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void shouldKeepAnExistingFileUnlessItMayBeReplaced() throws Exception {
    // Given
    Path path = Files.writeString(directory.resolve("model"), "precious");

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NewFile(path, false).write(out -> out.write(1)))
        .withMessageContaining("to: got '%s', which exists".formatted(path))
        .withMessageContaining("--force");
    assertThat(path).hasContent("precious");
    new NewFile(path, true).write(out -> out.write('x'));
    assertThat(path).hasContent("x");
  }

  @Test
  void shouldKeepTheOldFileIfWritingFails() throws Exception {
    // Given
    Path path = Files.writeString(directory.resolve("model"), "precious");

    // When, Then
    assertThatThrownBy(
            () ->
                new NewFile(path, true)
                    .write(
                        out -> {
                          out.write('x');
                          throw new IOException("no space left");
                        }))
        .hasMessage("no space left");
    assertThat(path).hasContent("precious");
    assertThat(directory.toFile().list()).containsExactly("model");
  }

  @Test
  void shouldKeepAFileThatAppearsWhileTheContentIsWritten() {
    // Given
    Path path = directory.resolve("model");

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new NewFile(path, false).write(out -> Files.writeString(path, "of another")));
    assertThat(path).hasContent("of another");
    assertThat(directory.toFile().list()).containsExactly("model");
  }

  @Test
  void shouldRefuseAMissingDirectoryAndADirectory() {
    for (Path path : new Path[] {directory.resolve("missing/model"), directory}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NewFile(path, true).requireWritable())
          .withMessage("to: got '%s', expected a file in an existing directory", path);
    }
  }
}
