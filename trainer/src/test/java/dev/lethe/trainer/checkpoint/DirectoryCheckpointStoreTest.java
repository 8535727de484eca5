package dev.lethe.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCheckpointStoreTest extends StoreContract {
  @TempDir Path directory;
  private CheckpointStore store;

  @BeforeEach
  void open() {
    store = CheckpointStores.open(directory.resolve("check points").toString(), Map.of());
  }

  @Override
  CheckpointStore store() {
    return store;
  }

  @Test
  void shouldRemoveLeftoversOfTheSameRunOnly() throws IOException {
    // Given
    write("a", 1, "state");
    write("b", 1, "state");
    Path left = Files.writeString(directory.resolve("check points/a/x.tmp"), "half");
    Path other = Files.writeString(directory.resolve("check points/b/x.tmp"), "half");

    // When
    write("a", 2, "state");

    // Then
    assertThat(left).doesNotExist();
    assertThat(other).exists();
    assertThat(store.list("b")).hasSize(1);
  }

  @Test
  void shouldNotListTemporaryAndForeignFiles() throws IOException {
    // Given
    write("a", 1, "state");
    for (String name : new String[] {"5.lethe", "000000000000000002.lethe~", "x.tmp"}) {
      Files.writeString(directory.resolve("check points/a").resolve(name), "half");
    }

    // When, Then
    assertThat(store.list("a")).containsExactly(new CheckpointName("a", 1));
  }

  @Test
  void shouldHaveOneFileForACheckpoint() throws IOException {
    // When
    write("My-Run", 1234, "state");

    // Then
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .containsExactly(directory.resolve("check points/_my-_run/000000000000001234.lethe"));
    }
  }

  @Test
  void shouldOpenDirectoryByUri() throws IOException {
    // Given
    write("a", 1, "state");

    // When
    var same =
        CheckpointStores.open(directory.resolve("check points").toUri().toString(), Map.of());

    // Then
    assertThat(same.list("a")).isEqualTo(store.list("a"));
    assertThat(same.location(new CheckpointName("a", 1)))
        .startsWith("file:///")
        .endsWith("/check%20points/a/000000000000000001.lethe");
  }
}
