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

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void shouldQuoteEndOfLogWhenChildEndsAtItsStart() {
    // Given
    try (ChildProcess child = start("fail")) {
      // When // Then
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> child.await(() -> false, LIMIT))
          .withMessageStartingWith("test ended at its start with exit code 1.")
          .withMessageContainingAll(
              directory.resolve("test.log").toString(), "IllegalStateException: no luck");
    }
  }

  @Test
  void shouldFailWhenChildDoesNotAnswerInTime() {
    // Given
    try (ChildProcess child = start("wait")) {
      // When // Then
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> child.await(() -> false, Duration.ZERO))
          .withMessageStartingWith("test does not answer after 0 s.");
    }
  }

  @Test
  void shouldKeepLogOfTheStartBeforeWhenStartedAgain() {
    // Given
    try (ChildProcess first = start("fail")) {
      await().atMost(LIMIT).until(() -> !first.isAlive());
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
  void shouldKillWhenChildDoesNotEnd() {
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
  void shouldLiveOnWhenTerminalInterruptsTheProcessGroup()
      throws IOException, InterruptedException {
    // Given
    try (ChildProcess child = startReady("wait")) {
      ProcessHandle handle = onlyChild();

      // When
      Parents.signal("INT", handle);

      // Then
      await().during(Duration.ofMillis(700)).atMost(LIMIT).until(child::isAlive);
    }
  }

  @Test
  void shouldWaitForPreviousChildWhenItStillUsesTheDirectory() {
    // Given
    try (ChildProcess previous = startReady("wait")) {
      List<String> progress = new ArrayList<>();

      // When
      ChildProcess.awaitEndOfPrevious(
          directory,
          "test",
          line -> {
            progress.add(line);
            previous.terminate();
          });

      // Then
      assertThat(progress)
          .containsExactly("waiting for the test of a stack that was killed to end");
      await().atMost(LIMIT).until(() -> !previous.isAlive());
    }
  }

  private ChildProcess start(String behaviour) {
    try {
      Path tests =
          Path.of(Program.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return ChildProcess.start(
          directory,
          new ChildProcess.Command(
              "test",
              List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"),
              List.of(tests),
              List.of(Program.class.getName(), behaviour)));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private ChildProcess startReady(String behaviour) {
    ChildProcess child = start(behaviour);
    child.await(() -> Files.exists(directory.resolve(Program.READY)), LIMIT);
    return child;
  }

  private static ProcessHandle onlyChild() {
    List<ProcessHandle> children = ProcessHandle.current().children().toList();
    assertThat(children).hasSize(1);
    return children.get(0);
  }

  /** What the children of this test run. */
  public static final class Program {

    static final String READY = "program.ready";

    private Program() {}

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
