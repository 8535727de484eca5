package dev.lethe.cli.chaos;

import dev.lethe.cli.Lethe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of Lethe in a process of its own. */
public final class Child implements Component {
  private static final long MAX_EXIT_SECONDS = 60;
  private static final int SIGTERM_STATUS = 143;

  private final String name;
  private final Path log;
  private final List<String> command;
  private Process process;
  private Instant startedAt;

  /**
   * @param log file that receives the output of all its starts
   */
  Child(String name, Path log, List<String> arguments) {
    this.name = name;
    this.log = log;
    this.command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), Lethe.class.getName()));
    command.addAll(arguments);
  }

  @Override
  public void start() throws IOException {
    startedAt = Instant.now();
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(key -> key.startsWith("LETHE_"));
    builder.environment().put("LETHE_LOG", log + ".lethe");
    builder.environment().put("OMP_NUM_THREADS", "1");
    process = builder.start();
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "%s ended by itself with code %d:%n%s".formatted(name, process.exitValue(), output()));
    }
  }

  /** Returns the end of its output. */
  public String output() throws IOException {
    String all = Files.readString(log);
    return all.substring(Math.max(0, all.length() - 4000));
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    process.destroy();
    int status = awaitExit();
    if (status != SIGTERM_STATUS) {
      throw new IllegalStateException(
          "%s: got exit status %d after SIGTERM, expected %d:%n%s"
              .formatted(name, status, SIGTERM_STATUS, output()));
    }
  }

  /** Waits until it ends, and returns its exit status. */
  public int awaitExit() throws IOException, InterruptedException {
    if (!process.waitFor(MAX_EXIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("%s does not end:%n%s".formatted(name, output()));
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
