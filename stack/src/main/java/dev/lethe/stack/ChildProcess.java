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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Child JVM that does not outlive this one. Its output goes to a log file. The log of the previous
 * start is kept.
 */
final class ChildProcess implements AutoCloseable {

  private static final int TAIL_LINES = 15;
  private static final long POLL_MILLIS = 25;
  private static final Duration MAX_EXIT = Duration.ofSeconds(20);

  // Both programs and the JVM read settings from environment variables, some with names as common
  // as LOG_LEVEL and HTTP_PORT. Only these variables are passed on, so a stack does not depend on
  // the shell.
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TMP", "TEMP", "SystemRoot");

  private final String name;
  private final Path log;
  private final Process process;

  private final Optional<ClassArchive> archive;
  private volatile boolean ready;

  private ChildProcess(String name, Path log, Process process, Optional<ClassArchive> archive) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.archive = archive;
  }

  /**
   * Command of a child process.
   *
   * @param name name of the process in messages, and of its log and lock files
   * @param jvmOptions options of the JVM
   * @param classPath jars of the program; the class path starts with {@link ChildMain}
   * @param program main class and its arguments
   */
  record Command(String name, List<String> jvmOptions, List<Path> classPath, List<String> program) {

    Command {
      jvmOptions = List.copyOf(jvmOptions);
      classPath = List.copyOf(classPath);
      program = List.copyOf(program);
    }

    private List<Path> completeClassPath() {
      List<Path> entries = new ArrayList<>();
      entries.add(ProgramFiles.ownClasses());
      entries.addAll(classPath);
      return entries;
    }

    private List<String> toCommandLine(Optional<ClassArchive> archive) {
      List<String> line = new ArrayList<>();
      line.add(ProgramFiles.java().toString());
      line.addAll(jvmOptions);
      archive.map(ClassArchive::jvmOptions).ifPresent(line::addAll);
      line.add("-cp");
      line.add(
          completeClassPath().stream()
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator)));
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
   * Waits for the child of a killed parent, which can need seconds to close its files and ports. A
   * child holds a lock until it exits.
   *
   * @param directory directory of the stack
   * @param name name of the process
   * @param progress receives a line if there is a child to wait for
   * @throws StackException if the child does not exit in time
   */
  static void awaitExitOfPrevious(Path directory, String name, Consumer<String> progress) {
    Path file = directory.resolve(lockFile(name));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        return;
      }
      progress.accept("waiting for the %s process of a killed stack to exit".formatted(name));
      long end = System.nanoTime() + MAX_EXIT.toNanos();
      do {
        if (System.nanoTime() > end) {
          throw new StackException(
              "dir: the %s process of a killed stack still uses %s, expected it to exit"
                  .formatted(name, directory));
        }
        Thread.sleep(POLL_MILLIS);
      } while (channel.tryLock() == null);
    } catch (IOException e) {
      throw new StackException("dir: %s cannot be locked".formatted(file), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("%s: interrupted while waiting for the process".formatted(name), e);
    }
  }

  /**
   * Starts a process.
   *
   * @param directory working directory of the process and directory of its log
   * @throws StackException if the process cannot be started
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
      Optional<ClassArchive> archive =
          ClassArchive.cache(System.getenv())
              .flatMap(
                  cache ->
                      ClassArchive.of(
                          cache, command.name(), command.completeClassPath(), directory));
      ProcessBuilder builder =
          new ProcessBuilder(command.toCommandLine(archive))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().retainAll(ENVIRONMENT);
      return new ChildProcess(command.name(), log, builder.start(), archive);
    } catch (IOException e) {
      throw new StackException("%s: process cannot be started".formatted(command.name()), e);
    }
  }

  /**
   * Waits until the program is ready.
   *
   * @param probe returns quickly, true if the program is ready
   * @param timeout maximum time to wait
   * @throws StackException with the end of the log if the program exits first or is not ready in
   *     time
   */
  void await(BooleanSupplier probe, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (!probe.getAsBoolean()) {
      if (exitsWithin(POLL_MILLIS)) {
        throw failure("exited during startup with exit code " + process.exitValue());
      }
      if (System.nanoTime() > end) {
        throw failure("did not respond within %d s".formatted(timeout.toSeconds()));
      }
    }
    ready = true;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the exit code and the log in words; empty if the process runs. */
  Optional<String> exit() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of("exited with code %d, see %s".formatted(process.exitValue(), log));
  }

  /** Sends SIGTERM to the process and does not wait. */
  void terminate() {
    process.destroy();
  }

  /** Terminates the process, waits for it, and kills it if it does not exit in time. */
  @Override
  public void close() {
    close(MAX_EXIT);
  }

  void close(Duration timeout) {
    terminate();
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        return;
      }
      if (ready) {
        archive.ifPresent(ClassArchive::keep);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean exitsWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("%s: interrupted while waiting for the process".formatted(name), e);
    }
  }

  private StackException failure(String event) {
    return new StackException(
        "%s %s. Last lines of its log, %s:%n%s".formatted(name, event, log, tail()));
  }

  private String tail() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(log cannot be read: %s)".formatted(e);
    }
  }
}
