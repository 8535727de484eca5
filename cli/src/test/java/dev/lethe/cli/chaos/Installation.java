package dev.lethe.cli.chaos;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A trainer, its twin and the streams app in child processes, with the stream that they learn. The
 * cluster and the registry may be anywhere, and the topics must exist.
 */
public final class Installation implements AutoCloseable {
  /** Name of the run that is disturbed. */
  public static final String RUN = Trial.RUN;

  private final Topics topics;
  private final Path directory;
  private final String bootstrapServers;
  private final String registryUrl;
  private final ExampleStream stream;
  private final Published published;
  private final List<Child> children = new ArrayList<>();
  private final Map<Child, URI> dashboards = new HashMap<>();
  private final Child streams;
  private final Child trainer;
  private final Trial trial;

  /**
   * Prepares the processes and starts none.
   *
   * @param directory existing directory for states, checkpoints and logs
   * @param random generator of the stream
   */
  public Installation(
      Topics topics,
      Path directory,
      String bootstrapServers,
      String registryUrl,
      SplittableRandom random)
      throws IOException {
    this.topics = topics;
    this.directory = directory;
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    var serdes = new AvroSerdes(new ConfluentSchemaRegistry(registryUrl, Map.of()), true);
    this.stream = new ExampleStream(bootstrapServers, topics.examples(), serdes, random);
    this.published = new Published(bootstrapServers, topics, serdes);
    this.streams = newStreams("streams");
    this.trainer = newTrainer("trainer", Trial.RUN);
    Child twin = newTrainer("twin", Trial.TWIN);
    this.trial = new Trial(new Trial.Parts(stream, published, streams, trainer, twin));
  }

  /** Returns a streams app that has not been started, with a state of its own. */
  public Child newStreams(String name) throws IOException {
    int port = freePort();
    Child child =
        child(name, List.of("streams", "--port=" + port, "--state-dir=" + path(name + "-state")));
    dashboards.put(child, URI.create("http://localhost:" + port + "/"));
    return child;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Returns a trainer of a run that has not been started. */
  public Child newTrainer(String name, String run) {
    return child(
        name,
        List.of(
            "train",
            "--run=" + run,
            "--method=er(memory=100,batch=10)+adam(lr=0.01)",
            "--model=mlp(hidden=16)",
            "--features=" + ExampleStream.FEATURES,
            "--classes=" + ExampleStream.CLASSES,
            "--checkpoints=" + path("checkpoints"),
            "--checkpoint-steps=10"));
  }

  /**
   * Returns a command that has not been started.
   *
   * @param arguments without cluster and registry
   */
  public Child child(String name, List<String> arguments) {
    var all = new ArrayList<>(arguments);
    all.add("--topic-prefix=" + topics.prefix());
    all.add("--bootstrap-server=" + bootstrapServers);
    all.add("--schema-registry-url=" + registryUrl);
    var child = new Child(name, path(name + ".log"), all);
    children.add(child);
    return child;
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  /** Returns the trainer of the run that is disturbed. */
  public Child trainer() {
    return trainer;
  }

  /** Returns the first streams app. */
  public Child streams() {
    return streams;
  }

  /** Returns a reader of all committed records. */
  public Published published() {
    return published;
  }

  Trial trial() {
    return trial;
  }

  /** Starts the stream, the streams app and the trainer, and returns when the run is live. */
  public void start() throws Exception {
    trial.start();
  }

  /**
   * Waits until the newest process of a trainer has made its run live.
   *
   * @return time from the start of the process
   */
  public Duration awaitLive(Child child, String run) throws Exception {
    return trial.awaitLive(child, run);
  }

  /** Waits until the disturbed run has published a number of predictions more than now. */
  public void awaitProgress(int predictions) throws Exception {
    int expected = Trial.await(() -> published.predictions(RUN).size()) + predictions;
    Trial.await(() -> published.predictions(RUN).size() >= expected ? true : null);
  }

  /** Ends the last task window and the stream. */
  public void endStream() {
    stream.end();
  }

  /**
   * Ends the stream and the run, runs the twin, and compares both.
   *
   * @param last trainer of the run
   * @param app a streams app that runs
   * @param recoveries starts of the trainer after kills
   */
  public Comparison finish(Child last, Child app, List<Recovery> recoveries) throws Exception {
    URI dashboard = dashboards.get(app);
    List<Long> expected = trial.finish(last, app, dashboard);
    return Comparison.of(
        expected,
        published.output(Trial.RUN, path("checkpoints"), dashboard),
        published.output(Trial.TWIN, path("checkpoints"), dashboard),
        recoveries);
  }

  @Override
  public void close() {
    children.forEach(Child::close);
    stream.close();
    published.close();
  }
}
