package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {

  @TempDir private Path directory;

  @Test
  void shouldDeleteTablesOfAnInterruptedFirstStart() throws IOException {
    // Given
    Path data = Files.createDirectory(directory.resolve("registry"));
    Files.writeString(data.resolve("schemas.mv.db"), "half");

    // When
    Registry.deleteIncompleteTables(directory);

    // Then
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void shouldKeepTablesWhenRegistryWasReadyBefore() throws IOException {
    // Given
    Path data = Files.createDirectory(directory.resolve("registry"));
    Path tables = Files.writeString(data.resolve("schemas.mv.db"), "whole");
    Files.createFile(data.resolve("finished"));

    // When
    Registry.deleteIncompleteTables(directory);

    // Then
    assertThat(tables).hasContent("whole");
  }
}
