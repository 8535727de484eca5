package dev.lethe.cli.command;

import dev.lethe.cli.options.MetricsOptions;
import dev.lethe.monitoring.Monitor;
import dev.lethe.monitoring.MonitorServer;
import dev.lethe.trainer.SharedInput;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.TrainerConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs that a command trains until they end or the process is stopped, with the endpoint for
 * Prometheus if the user asked for it.
 */
final class TrainedRuns implements AutoCloseable {
  private final CommandSpec spec;
  private final MetricsOptions metrics;
  private final Optional<Monitor> monitor;
  private final List<Trainer> trainers = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> parts = new CopyOnWriteArrayList<>();
  private final Runnable closing = ShutdownHook.closing(parts);

  /**
   * @param spec command whose streams are written to
   * @throws IllegalArgumentException if the port of the endpoint is out of range, or its token
   *     cannot be read
   */
  TrainedRuns(CommandSpec spec, MetricsOptions metrics) {
    this.spec = spec;
    this.metrics = metrics;
    this.monitor = metrics.monitor();
  }

  /**
   * Serves the endpoint, if there is one.
   *
   * @param expected number of runs that are going to be started
   * @throws IllegalArgumentException if the port is in use
   */
  void serve(int expected) {
    monitor.ifPresent(
        each -> {
          MonitorServer server = metrics.serve(each, trainers, expected);
          parts.add(server);
          // Commands print their results, JSON too, to the standard output.
          console("metrics: %smetrics".formatted(server.uri()));
        });
  }

  /**
   * Starts a run.
   *
   * @param shared input that the runs share; empty if each reads alone
   */
  void start(TrainerConfig config, Optional<SharedInput> shared) {
    var trainer = Trainer.start(config, this::warn, shared, monitor);
    parts.add(trainer);
    trainers.add(trainer);
  }

  /** Waits for all runs and returns the exit code of the command. */
  int await() throws InterruptedException {
    return RunningTrainers.await(trainers);
  }

  private void warn(String line) {
    console("lethe: " + line);
  }

  private void console(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  /** Stops the runs in order, then the endpoint. */
  @Override
  public void close() {
    closing.run();
  }
}
