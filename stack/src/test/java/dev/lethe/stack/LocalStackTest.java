package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

  @TempDir private Path directory;

  @Test
  void shouldReleaseDirectoryWhenPortIsInUse() throws IOException {
    // Given
    List<String> progress = new ArrayList<>();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      int port = other.getLocalPort();
      StackConfig config = new StackConfig(directory, port, 0, "localhost");

      // When // Then
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> LocalStack.start(config, progress::add))
          .withMessageStartingWith("broker.port: got %d", port);
    }
    assertThat(progress).isEmpty();
    assertThat(ProcessHandle.current().children()).isEmpty();
    try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
      assertThat(lock).isNotNull();
    }
  }
}
