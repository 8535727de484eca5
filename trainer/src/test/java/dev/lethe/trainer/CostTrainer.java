package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A trainer in a process of its own, with the JVM settings of {@code lethe train}. */
final class CostTrainer implements AutoCloseable {
  private static final String LIVE = "LIVE";
  private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long MAX_EXIT_SECONDS = 120;

  /**
   * Settings of a measured run.
   *
   * @param features features per example, of 10 classes
   * @param checkpoints directory of its checkpoints; empty for none
   */
  record Settings(
      Topics topics,
      String run,
      String method,
      String model,
      int features,
      Optional<Path> checkpoints) {
    LearnerSpec learner() {
      return LearnerSpec.builder(features, CostInput.CLASSES).method(method).model(model).build();
    }

    TrainerConfig config(String bootstrapServers, String registry) {
      return TrainerConfig.builder(run, topics, learner())
          .scorecard(Optional.of(ReferenceNetworks.NONE))
          .bootstrapServers(bootstrapServers)
          .schemaRegistryUrl(registry)
          .checkpoints(checkpoints.map(path -> CheckpointSettings.at(path.toString(), Map.of())))
          .build();
    }

    private List<String> arguments() {
      return List.of(
          topics.prefix(),
          run,
          method,
          model,
          Integer.toString(features),
          checkpoints.map(Path::toString).orElse(""));
    }

    private static Settings parse(String[] args) {
      return new Settings(
          new Topics(args[0]),
          args[1],
          args[2],
          args[3],
          Integer.parseInt(args[4]),
          args[5].isEmpty() ? Optional.empty() : Optional.of(Path.of(args[5])));
    }
  }

  private final Process process;

  private CostTrainer(Process process) {
    this.process = process;
  }

  /** Starts a trainer and returns when it is live. */
  static CostTrainer start(Settings settings, String bootstrapServers, String registry)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx1g", "-XX:+UseParallelGC", "-XX:-UseAdaptiveSizePolicy"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CostTrainer.class.getName());
    command.addAll(settings.arguments());
    command.addAll(List.of(bootstrapServers, registry));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
    var trainer = new CostTrainer(builder.start());
    BufferedReader output = trainer.process.inputReader();
    String line = output.readLine();
    if (!LIVE.equals(line)) {
      trainer.close();
      throw new IllegalStateException("trainer: got '%s', expected %s".formatted(line, LIVE));
    }
    return trainer;
  }

  /** Usage: see {@link Settings}, then bootstrap servers and registry. */
  public static void main(String[] args) throws Exception {
    TrainerConfig config = Settings.parse(args).config(args[6], args[7]);
    var trainer = Trainer.start(config, System.err::println);
    Runtime.getRuntime().addShutdownHook(new Thread(trainer::close, "closing"));
    while (trainer.state() == Trainer.State.RECOVERING) {
      LockSupport.parkNanos(CHECK_NANOS);
    }
    System.out.println(trainer.state());
    // Ends with the parent, which holds the other end of this pipe.
    while (System.in.read() >= 0) {
      continue;
    }
    System.exit(1);
  }

  /** Returns user and system time so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Returns the CPU time of the threads whose name starts like this, so far. */
  Duration cpuOf(String name) throws IOException {
    long nanos = 0;
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).startsWith(name)) {
          nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        }
      }
    }
    return Duration.ofNanos(nanos);
  }

  /** Returns the resident memory, bytes. */
  long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Sends SIGTERM and waits for the end.
   *
   * @return the time until the end
   */
  Duration terminate() throws InterruptedException {
    long startedAt = System.nanoTime();
    process.destroy();
    if (!process.waitFor(MAX_EXIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("trainer: does not end after SIGTERM");
    }
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
