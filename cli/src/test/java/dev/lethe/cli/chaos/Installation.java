package dev.lethe.cli.chaos;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;

/**
 * A trainer, its twin and the streams app in child processes, with the stream that they learn. The
 * cluster and the registry may be anywhere, and the topics must exist.
 */
public final class Installation implements AutoCloseable {
  /** Name of the run that is disturbed. */
  public static final String RUN = "chaos";

  /** Name of the run that learns the same stream when nothing happens any more. */
  public static final String TWIN = "twin";

  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Topics topics;
  private final Path directory;
  private final String bootstrapServers;
  private final String registryUrl;
  private final Stream stream;
  private final Published published;
  private final List<Child> children = new ArrayList<>();
  private final Child streams;
  private final Child trainer;
  private final Child twin;

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
      SplittableRandom random) {
    this.topics = topics;
    this.directory = directory;
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    var serdes = new AvroSerdes(new ConfluentSchemaRegistry(registryUrl, Map.of()), true);
    this.stream = new Stream(bootstrapServers, topics.examples(), serdes, random);
    this.published = new Published(bootstrapServers, topics, serdes);
    this.streams = newStreams("streams");
    this.trainer = newTrainer("trainer", RUN);
    this.twin = newTrainer("twin", TWIN);
  }

  /** Returns a streams app that has not been started, with a state of its own. */
  public Child newStreams(String name) {
    return child(name, List.of("streams", "--port=0", "--state-dir=" + path(name + "-state")));
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
            "--features=" + Stream.FEATURES,
            "--classes=" + Stream.CLASSES,
            "--checkpoints=" + checkpoints(),
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

  /** Returns the directory of the checkpoints. */
  public Path checkpoints() {
    return path("checkpoints");
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

  /** Starts the stream, the streams app and the trainer, and returns when the run is live. */
  public void start() throws Exception {
    stream.start();
    streams.start();
    trainer.start();
    awaitLive(trainer, RUN);
  }

  /**
   * Waits until the newest process of a trainer has made its run live.
   *
   * @return time from the start of the process
   */
  public Duration awaitLive(Child child, String name) throws Exception {
    Instant since = child.startedAt();
    Instant live =
        await(
            () -> {
              child.requireAlive();
              return published.runs(name).stream()
                  .filter(run -> run.getState() == RunState.LIVE)
                  .map(Run::getUpdatedAt)
                  .filter(at -> at.isAfter(since))
                  .findFirst()
                  .orElse(null);
            });
    return Duration.between(since, live);
  }

  /** Waits until the disturbed run has published a number of predictions more than now. */
  public void awaitProgress(int predictions) throws Exception {
    int expected = await(() -> published.predictions(RUN).size()) + predictions;
    await(() -> published.predictions(RUN).size() >= expected ? true : null);
  }

  /** Ends the last task window and the stream. */
  public void endStream() {
    stream.end();
  }

  /**
   * Ends the stream and the run, runs the twin, and waits for the metrics of both.
   *
   * @param last trainer of the run
   * @param app a streams app that runs
   */
  public Comparison finish(Child last, Child app, List<Recovery> recoveries) throws Exception {
    endStream();
    List<Long> expected = await(published::toPredict);
    stop(last, RUN, expected);
    twin.start();
    stop(twin, TWIN, expected);
    awaitMetrics(app, expected.size());
    return Comparison.of(published, expected, checkpoints(), recoveries);
  }

  /** Waits until a run has predicted everything, and stops it. */
  private void stop(Child child, String run, List<Long> expected) throws Exception {
    long last = expected.get(expected.size() - 1);
    await(
        () -> {
          child.requireAlive();
          return published.predictions(run).stream().anyMatch(p -> p.getOffset() == last)
              ? true
              : null;
        });
    child.stop();
    List<Run> runs = published.runs(run);
    RunState state = runs.get(runs.size() - 1).getState();
    if (state != RunState.STOPPED) {
      throw new IllegalStateException(
          "run %s: got state %s after SIGTERM, expected STOPPED".formatted(run, state));
    }
  }

  private void awaitMetrics(Child app, int predictions) throws Exception {
    await(
        () -> {
          app.requireAlive();
          var metrics = published.metrics();
          return List.of(RUN, TWIN).stream()
                  .allMatch(
                      run ->
                          metrics.containsKey(run) && metrics.get(run).getExamples() >= predictions)
              ? true
              : null;
        });
  }

  /** Repeats a question until the answer is not null. Kafka may be down meanwhile. */
  private static <T> T await(Callable<T> question) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        T answer = question.call();
        if (answer != null) {
          return answer;
        }
      } catch (KafkaException e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "got nothing for %d s, expected progress".formatted(PATIENCE.toSeconds()));
      }
      Thread.sleep(100);
    }
  }

  @Override
  public void close() {
    children.forEach(Child::close);
    stream.close();
    published.close();
  }
}
