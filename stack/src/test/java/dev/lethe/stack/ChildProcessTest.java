package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void shouldQuoteEndOfLogWhenChildExitsDuringStartup() {
    // Given
    try (ChildProcess child = start("fail")) {
      // When // Then
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> child.await(() -> false, TIMEOUT))
          .withMessageStartingWith("test exited during startup with exit code 1.")
          .withMessageContainingAll(
              directory.resolve("test.log").toString(), "IllegalStateException: no luck");
    }
  }

  @Test
  void shouldFailWhenChildDoesNotRespondInTime() {
    // Given
    try (ChildProcess child = start("wait")) {
      // When // Then
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> child.await(() -> false, Duration.ZERO))
          .withMessageStartingWith("test did not respond within 0 s.");
    }
  }

  @Test
  void shouldKeepPreviousLogWhenStartedAgain() {
    // Given
    try (ChildProcess first = start("fail")) {
      await().atMost(TIMEOUT).until(() -> !first.isAlive());
    }

    // When
    try (ChildProcess second = startReady("wait")) {
      // Then
      assertThat(second.isAlive()).isTrue();
      assertThat(directory.resolve("test.previous.log")).content().contains("no luck");
      assertThat(directory.resolve("test.log")).content().doesNotContain("no luck");
    }
  }

  @Test
  void shouldKillChildThatDoesNotExit() {
    // Given
    try (ChildProcess child = startReady("hang")) {
      // When
      child.close(Duration.ofMillis(100));

      // Then
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void shouldIgnoreInterruptOfTheProcessGroup() throws IOException, InterruptedException {
    // Given
    try (ChildProcess child = startReady("wait")) {
      ProcessHandle handle = singleChild();

      // When
      TestProcesses.signal("INT", handle);

      // Then
      await().during(Duration.ofMillis(700)).atMost(TIMEOUT).until(child::isAlive);
    }
  }

  @Test
  void shouldWaitForPreviousChildThatStillUsesTheDirectory() {
    // Given
    try (ChildProcess previous = startReady("wait")) {
      List<String> progress = new ArrayList<>();

      // When
      ChildProcess.awaitExitOfPrevious(
          directory,
          "test",
          line -> {
            progress.add(line);
            previous.terminate();
          });

      // Then
      assertThat(progress)
          .containsExactly("waiting for the test process of a killed stack to exit");
      await().atMost(TIMEOUT).until(() -> !previous.isAlive());
    }
  }

  private ChildProcess start(String behaviour) {
    try {
      Path tests =
          Path.of(ChildProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return ChildProcess.start(
          directory,
          new ChildProcess.Command(
              "test",
              List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"),
              List.of(tests),
              List.of(ChildProgram.class.getName(), behaviour)));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private ChildProcess startReady(String behaviour) {
    ChildProcess child = start(behaviour);
    child.await(() -> Files.exists(directory.resolve(ChildProgram.READY)), TIMEOUT);
    return child;
  }

  private static ProcessHandle singleChild() {
    List<ProcessHandle> children = ProcessHandle.current().children().toList();
    assertThat(children).hasSize(1);
    return children.get(0);
  }

  /** Program of the child processes in this test. */
  public static final class ChildProgram {

    static final String READY = "program.ready";

    private ChildProgram() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      CountDownLatch never = new CountDownLatch(1);
      switch (args[0]) {
        case "fail" -> throw new IllegalStateException("no luck");
        case "hang" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitQuietly(never)));
        case "wait" -> Files.deleteIfExists(Path.of(READY));
        default -> throw new IllegalArgumentException(args[0]);
      }
      Files.createFile(Path.of(READY));
      never.await();
    }

    private static void awaitQuietly(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
