package dev.lethe.cli.options;

import dev.lethe.monitoring.Monitor;
import dev.lethe.monitoring.MonitorServer;
import dev.lethe.monitoring.MonitorServer.Health;
import dev.lethe.stack.Ports;
import dev.lethe.trainer.Trainer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options of the endpoint for Prometheus and for probes. */
public final class MetricsOptions {
  private static final Set<Trainer.State> NOT_READY =
      Set.of(Trainer.State.RECOVERING, Trainer.State.FAILED);

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "Port of /metrics for Prometheus, /livez and /readyz, or 0 for a free port. Default: none,"
              + " no endpoint.")
  private Integer port;

  @Option(
      names = "--metrics-host",
      paramLabel = "ADDRESS",
      defaultValue = "localhost",
      description =
          "Address that the endpoint listens on, 0.0.0.0 for all interfaces. It has no"
              + " authentication. Default: ${DEFAULT-VALUE}.")
  private String host;

  /** Returns the monitor of the process; empty without an endpoint. */
  public Optional<Monitor> monitor() {
    if (port == null) {
      return Optional.empty();
    }
    Ports.requireValid("metrics-port", port);
    return Optional.of(new Monitor());
  }

  /**
   * Serves a monitor and the states of runs. The process is ready when all runs have recovered, and
   * no longer live when all have failed: a restart would disturb those that go on.
   *
   * @param trainers runs of the process; a thread-safe list, to which runs are still added
   * @param expected number of runs to start
   * @throws IllegalArgumentException if the port is in use
   */
  public MonitorServer serve(Monitor monitor, List<Trainer> trainers, int expected) {
    return new MonitorServer(
        host,
        port,
        monitor,
        () ->
            new Health(
                trainers.size() < expected
                    || trainers.stream().anyMatch(run -> run.state() != Trainer.State.FAILED),
                states(trainers)),
        () ->
            new Health(
                trainers.size() == expected
                    && trainers.stream().map(Trainer::state).noneMatch(NOT_READY::contains),
                states(trainers)));
  }

  private static String states(List<Trainer> trainers) {
    return trainers.stream()
        .map(trainer -> "run %s %s\n".formatted(trainer.run(), trainer.state()))
        .collect(Collectors.joining());
  }
}
