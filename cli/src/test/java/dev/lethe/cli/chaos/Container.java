package dev.lethe.cli.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Service of a compose project that exists. Killed and started with the docker command, so it is
 * this test that starts it again: Docker's restart policies leave a container alone that {@code
 * docker kill} has ended.
 */
final class Container implements Component {
  private static final String TERMINATED = "143";
  private static final String MAX_EXIT_SECONDS = "60";

  private final String service;
  private final String id;
  private Instant startedAt = Instant.EPOCH;

  Container(String project, String service) throws IOException, InterruptedException {
    this.service = service;
    this.id =
        docker(
            "ps",
            "--all",
            "--quiet",
            "--filter=label=com.docker.compose.project=" + project,
            "--filter=label=com.docker.compose.service=" + service);
    if (id.isEmpty() || id.contains("\n")) {
      throw new IllegalArgumentException(
          "project %s: got containers '%s' of service %s, expected one"
              .formatted(project, id, service));
    }
  }

  /** Starts it unless it runs. */
  @Override
  public void start() throws IOException, InterruptedException {
    docker("start", id);
    startedAt = Instant.parse(inspect("{{.State.StartedAt}}"));
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public void kill() throws IOException, InterruptedException {
    requireAlive();
    docker("kill", "--signal=KILL", id);
  }

  @Override
  public void requireAlive() throws IOException, InterruptedException {
    String state = inspect("{{.State.Status}}, restarts {{.RestartCount}}");
    if (!"running, restarts 0".equals(state)) {
      throw new IllegalStateException(
          "%s: got state %s, expected one that runs and was not restarted by Docker:%n%s"
              .formatted(service, state, docker("logs", "--tail=40", id)));
    }
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    docker("stop", "--time=" + MAX_EXIT_SECONDS, id);
    String code = inspect("{{.State.ExitCode}}");
    if (!TERMINATED.equals(code)) {
      throw new IllegalStateException(
          "%s: got exit code %s after SIGTERM, expected %s:%n%s"
              .formatted(service, code, TERMINATED, docker("logs", "--tail=40", id)));
    }
  }

  /** Copies a directory of the container, which may have ended. */
  void copy(String from, Path to) throws IOException, InterruptedException {
    docker("cp", id + ":" + from, to.toString());
  }

  private String inspect(String format) throws IOException, InterruptedException {
    return docker("inspect", "--format=" + format, id);
  }

  private static String docker(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "%s: got exit code %d: %s".formatted(String.join(" ", command), code, output));
    }
    return output;
  }

  /** Leaves the container to the script that has created it. */
  @Override
  public void close() {}
}
