package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

  @TempDir private Path directory;

  @Test
  void shouldReportHolderWhenSameProcessLocksAgain() {
    // Given
    try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
      assertThat(lock).isNotNull();

      // When // Then
      assertInUse();
    }
  }

  @Test
  void shouldStayLockedAfterSecondAttemptOfSameProcess(@TempDir Path other)
      throws IOException, InterruptedException {
    // Given a second attempt, which must not release the first lock
    try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
      assertThat(lock).isNotNull();
      assertInUse();
      Path output = other.resolve("output");

      // When
      Process parent = TestProcesses.start(directory, output);

      // Then
      assertThat(parent.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(output)).contains(inUse());
      assertThat(parent.exitValue()).isEqualTo(1);
    }
  }

  @Test
  void shouldLockAfterHolderHasClosed() {
    // Given
    DirectoryLock.acquire(directory).close();

    // When
    try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
      // Then
      assertThat(lock).isNotNull();
      assertInUse();
    }
  }

  private void assertInUse() {
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> DirectoryLock.acquire(directory))
        .withMessageStartingWith(inUse());
  }

  private String inUse() {
    return "dir: got %s in use by process %d,".formatted(directory, ProcessHandle.current().pid());
  }
}
