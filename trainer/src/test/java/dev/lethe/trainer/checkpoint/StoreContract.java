package dev.lethe.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Behaviour that every store has. */
abstract class StoreContract {
  /** Returns a store without checkpoints, or the same one within a test. */
  abstract CheckpointStore store();

  @Test
  void shouldListCheckpointsOfARunOldestFirst() throws IOException {
    // Given
    for (long entries : new long[] {1_000_000, 5, 40, 0}) {
      write("r.1-x", entries, "state");
    }
    write("r.1", 7, "state");

    // When, Then
    assertThat(store().list("r.1-x"))
        .extracting(CheckpointName::entries)
        .containsExactly(0L, 5L, 40L, 1_000_000L);
    assertThat(store().list("r.1")).containsExactly(new CheckpointName("r.1", 7));
    assertThat(store().list("r")).isEmpty();
  }

  @Test
  void shouldReadWhatWasWritten() throws IOException {
    // When
    long size = write("r", 5, "content");

    // Then
    assertThat(size).isEqualTo(7);
    assertThat(read("r", 5)).isEqualTo("content");
  }

  @Test
  void shouldKeepRunsApartThatDifferInCaseOnly() throws IOException {
    // When
    write("Run", 1, "first");
    write("run", 1, "second");

    // Then
    assertThat(read("Run", 1)).isEqualTo("first");
    assertThat(read("run", 1)).isEqualTo("second");
  }

  @Test
  void shouldLeaveNothingBehindIfContentFails() throws IOException {
    // Given
    CheckpointName name = new CheckpointName("r", 9);

    // When, Then
    assertThatThrownBy(
            () ->
                store()
                    .write(
                        name,
                        out -> {
                          out.write(new byte[100_000]);
                          throw new IOException("No space left on device");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "checkpoint r/000000000000000009.lethe: got 'No space left on device'");
    assertThat(store().list("r")).isEmpty();
    write("r", 9, "later");
    assertThat(read("r", 9)).isEqualTo("later");
  }

  @Test
  void shouldNotReplaceACheckpoint() throws IOException {
    // Given
    write("r", 5, "first");

    // When, Then
    assertThatThrownBy(() -> write("r", 5, "second"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(read("r", 5)).isEqualTo("first");
  }

  @Test
  void shouldDeleteOnce() throws IOException {
    // Given
    CheckpointName name = new CheckpointName("r", 5);
    write("r", 5, "state");
    write("r", 6, "state");

    // When, Then
    assertThat(store().delete(name)).isTrue();
    assertThat(store().delete(name)).isFalse();
    assertThat(store().list("r")).containsExactly(new CheckpointName("r", 6));
    assertThatThrownBy(() -> store().open(name)).isInstanceOf(NoSuchFileException.class);
  }

  long write(String run, long entries, String content) throws IOException {
    return store()
        .write(
            new CheckpointName(run, entries),
            out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }

  String read(String run, long entries) throws IOException {
    try (InputStream in = store().open(new CheckpointName(run, entries))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
