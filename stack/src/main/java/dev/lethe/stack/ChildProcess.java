package dev.lethe.stack;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A JVM of our own making that lives no longer than this one. What it prints goes to a log file;
 * one start's log is kept beside the next one's.
 */
final class ChildProcess implements AutoCloseable {

  private static final int TAIL_LINES = 15;
  private static final long POLL_MILLIS = 25;
  private static final Duration MAX_EXIT = Duration.ofSeconds(20);

  // Both programs, and the JVM, take settings from variables, some under names as common as
  // LOG_LEVEL and HTTP_PORT. A stack is the same from every shell.
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TMP", "TEMP", "SystemRoot");

  private final String name;
  private final Path log;
  private final Process process;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * What to start.
   *
   * @param name what messages, the log and the lock call it
   * @param jvmOptions the JVM's options
   * @param classPath the program's jars; {@link ChildMain} comes before them
   * @param program the main class and its arguments
   */
  record Command(String name, List<String> jvmOptions, List<Path> classPath, List<String> program) {

    Command {
      jvmOptions = List.copyOf(jvmOptions);
      classPath = List.copyOf(classPath);
      program = List.copyOf(program);
    }

    private List<String> line() {
      List<String> line = new ArrayList<>();
      line.add(Programs.java().toString());
      line.addAll(jvmOptions);
      line.add("-cp");
      List<String> entries = new ArrayList<>();
      entries.add(Programs.ownClasses().toString());
      classPath.forEach(path -> entries.add(path.toString()));
      line.add(String.join(File.pathSeparator, entries));
      line.add(ChildMain.class.getName());
      line.add(lockFile(name));
      line.addAll(program);
      return line;
    }
  }

  private static String lockFile(String name) {
    return name + ".lock";
  }

  /**
   * Waits for a child whose parent was killed: it may need seconds to close its files and ports. A
   * child holds a lock as long as it lives.
   *
   * @param progress told when there is one to wait for
   * @throws StackException when it does not end
   */
  static void awaitEndOfPrevious(Path directory, String name, Consumer<String> progress) {
    Path file = directory.resolve(lockFile(name));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        return;
      }
      progress.accept("waiting for the %s of a stack that was killed to end".formatted(name));
      long end = System.nanoTime() + MAX_EXIT.toNanos();
      do {
        if (System.nanoTime() > end) {
          throw new StackException(
              "dir: a %s process of a stack that was killed still uses %s, expected it ended"
                  .formatted(name, directory));
        }
        Thread.sleep(POLL_MILLIS);
      } while (channel.tryLock() == null);
    } catch (IOException e) {
      throw new StackException("dir: %s cannot be locked".formatted(file), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("%s: interrupted while waiting for it".formatted(name), e);
    }
  }

  /**
   * Starts a process.
   *
   * @param directory its working directory, which has its log too
   * @throws StackException when it cannot be started
   */
  static ChildProcess start(Path directory, Command command) {
    Path log = directory.resolve(command.name() + ".log");
    try {
      if (Files.exists(log)) {
        Files.move(
            log,
            directory.resolve(command.name() + ".previous.log"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      ProcessBuilder builder =
          new ProcessBuilder(command.line())
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().retainAll(ENVIRONMENT);
      return new ChildProcess(command.name(), log, builder.start());
    } catch (IOException e) {
      throw new StackException("%s: its process cannot be started".formatted(command.name()), e);
    }
  }

  /**
   * Waits until the program answers.
   *
   * @param ready asks it once, and returns soon
   * @param limit how long to wait
   * @throws StackException with the end of its log when it ends first, or does not answer in time
   */
  void await(BooleanSupplier ready, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (endsWithin(POLL_MILLIS)) {
        throw failure("ended at its start with exit code " + process.exitValue());
      }
      if (System.nanoTime() > end) {
        throw failure("does not answer after %d s".formatted(limit.toSeconds()));
      }
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks the process to end with SIGTERM, and does not wait. */
  void terminate() {
    process.destroy();
  }

  /** Ends the process: asks, waits, and kills it when asking was not enough. */
  @Override
  public void close() {
    close(MAX_EXIT);
  }

  void close(Duration limit) {
    terminate();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("%s: interrupted while waiting for it".formatted(name), e);
    }
  }

  private StackException failure(String what) {
    return new StackException(
        "%s %s. The end of its log, %s:%n%s".formatted(name, what, log, tail()));
  }

  private String tail() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(it cannot be read: %s)".formatted(e);
    }
  }
}
