package dev.lethe.cli.options;

import dev.lethe.monitoring.Monitor;
import dev.lethe.monitoring.MonitorServer;
import dev.lethe.monitoring.MonitorServer.Health;
import dev.lethe.monitoring.Tokens;
import dev.lethe.stack.Ports;
import dev.lethe.trainer.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options of the endpoint for Prometheus and for probes. */
public final class MetricsOptions {
  private static final String TOKEN_FILE = "metrics.token.file";
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
          "Address that the endpoint listens on, 0.0.0.0 for all interfaces; then also set"
              + " --metrics-token-file. Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--metrics-token-file",
      paramLabel = "FILE",
      description =
          "File with the secrets of those who may read /metrics, one per line, at least 16 characters"
              + " each, sent as Authorization: Bearer TOKEN. /livez and /readyz stay open. Default:"
              + " everybody may read.")
  private Path tokenFile;

  /**
   * Returns the monitor of the process; empty without an endpoint.
   *
   * @throws IllegalArgumentException if the port is out of range, or the tokens cannot be read
   */
  public Optional<Monitor> monitor() {
    if (port == null) {
      return Optional.empty();
    }
    Ports.requireValid("metrics-port", port);
    tokens();
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
        tokens(),
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

  private Optional<Tokens> tokens() {
    return Optional.ofNullable(tokenFile)
        .map(file -> new Tokens(TOKEN_FILE, TokenFile.read(TOKEN_FILE, file)));
  }

  private static String states(List<Trainer> trainers) {
    return trainers.stream()
        .map(trainer -> "run %s %s\n".formatted(trainer.run(), trainer.state()))
        .collect(Collectors.joining());
  }
}
