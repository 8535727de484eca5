package dev.lethe.cli.chaos;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * An installation in child processes, behind a proxy. In each round something is killed, cut or
 * delayed at a random moment while examples arrive. The seed determines what and when, but not what
 * the processes are doing then.
 */
final class Chaos implements AutoCloseable {
  static final String RUN = "chaos";
  static final String TWIN = "twin";

  private static final Topics TOPICS = new Topics("c");
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Path directory;
  private final SplittableRandom random;
  private final Consumer<String> progress;
  private final LocalStack stack;
  private final BrokerChild broker;
  private final Child streams;
  private final Child trainer;
  private final Child twin;
  private final Stream stream;
  private final Published published;
  private final List<Recovery> recoveries = new ArrayList<>();
  private boolean brokerKilled;

  /**
   * @param directory empty directory for all data and logs
   * @param progress receives a line for each event
   */
  Chaos(Path directory, long seed, Consumer<String> progress) throws IOException {
    this.directory = directory;
    this.random = new SplittableRandom(seed);
    this.progress = progress;
    this.stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), progress);
    this.broker = new BrokerChild(stack);
    var serdes = new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
    try (var cluster = ClusterAdmin.connect(broker.bootstrapServers(), Map.of())) {
      new TopicAdmin(cluster).create(TOPICS.definitions(1, (short) 1));
    }
    this.stream = new Stream(broker.bootstrapServers(), TOPICS.examples(), serdes, random.split());
    this.published = new Published(broker.bootstrapServers(), TOPICS, serdes);
    this.streams = child("streams", List.of("streams", "--port=0", "--state-dir=" + path("state")));
    this.trainer = child("trainer", train(RUN));
    this.twin = child("twin", train(TWIN));
  }

  private List<String> train(String run) {
    return List.of(
        "train",
        "--run=" + run,
        "--method=er(memory=100,batch=10)+adam(lr=0.01)",
        "--model=mlp(hidden=16)",
        "--features=" + Stream.FEATURES,
        "--classes=" + Stream.CLASSES,
        "--checkpoints=" + path("checkpoints"),
        "--checkpoint-steps=10");
  }

  private Child child(String name, List<String> arguments) {
    var all = new ArrayList<>(arguments);
    all.add("--topic-prefix=" + TOPICS.prefix());
    all.add("--bootstrap-server=" + broker.bootstrapServers());
    all.add("--schema-registry-url=" + stack.registryUrl());
    return new Child(name, directory.resolve(name + ".log"), all);
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  /** Returns the directory of the checkpoints. */
  Path checkpoints() {
    return path("checkpoints");
  }

  /** Runs the rounds, ends the stream, and runs the twin over it. */
  Comparison run(int rounds) throws Exception {
    stream.start();
    streams.start();
    trainer.start();
    awaitLive();
    recoveries.clear();
    for (int round = 1; round <= rounds; round++) {
      Thread.sleep(200 + random.nextInt(1500));
      String fault = round(random.nextInt(10));
      progress.accept("round %d of %d: %s".formatted(round, rounds, fault));
    }
    stream.close();
    List<Long> expected = await(published::toPredict);
    finish(trainer, RUN, expected);
    progress.accept("the undisturbed twin begins");
    twin.start();
    finish(twin, TWIN, expected);
    awaitMetrics(expected.size());
    return Comparison.of(published, expected, checkpoints(), recoveries);
  }

  /** Does something bad, and returns what. */
  private String round(int kind) throws Exception {
    switch (kind) {
      case 0, 1, 2 -> {
        return killTrainer("trainer killed");
      }
      case 3 -> {
        killBroker();
        return killTrainer("trainer and broker killed");
      }
      case 4 -> {
        killBroker();
        return "broker killed";
      }
      case 5 -> {
        streams.kill();
        streams.start();
        return killTrainer("trainer and streams app killed");
      }
      case 6 -> {
        int millis = cut();
        return "network cut for %d ms".formatted(millis);
      }
      case 7 -> {
        int millis = 5 + random.nextInt(60);
        broker.proxy().delay(millis);
        Thread.sleep(random.nextInt(1000));
        String killed = killTrainer("trainer killed, network delayed by %d ms".formatted(millis));
        broker.proxy().restore();
        return killed;
      }
      case 8 -> {
        int millis = cut();
        return killTrainer("trainer killed after a cut of %d ms".formatted(millis));
      }
      default -> {
        // The old process may be in the middle of a commit while the new one starts.
        broker.proxy().cut();
        trainer.kill();
        trainer.start();
        Thread.sleep(random.nextInt(2000));
        broker.proxy().restore();
        return "trainer killed during a cut, live after " + awaitLive();
      }
    }
  }

  private String killTrainer(String what) throws Exception {
    trainer.kill();
    trainer.start();
    return what + ", live after " + awaitLive();
  }

  private void killBroker() throws Exception {
    broker.kill();
    broker.start();
    brokerKilled = true;
  }

  private int cut() throws InterruptedException {
    int millis = 100 + random.nextInt(2500);
    broker.proxy().cut();
    Thread.sleep(millis);
    broker.proxy().restore();
    return millis;
  }

  /** Waits until the newest trainer is live. Returns the time that it took, in words. */
  private String awaitLive() throws Exception {
    Instant since = trainer.startedAt();
    Instant live =
        await(
            () -> {
              trainer.requireAlive();
              return published.runs(RUN).stream()
                  .filter(run -> run.getState() == RunState.LIVE)
                  .map(Run::getUpdatedAt)
                  .filter(at -> at.isAfter(since))
                  .findFirst()
                  .orElse(null);
            });
    recoveries.add(new Recovery(Duration.between(since, live), brokerKilled));
    brokerKilled = false;
    return "%.1f s".formatted(Duration.between(since, live).toMillis() / 1e3);
  }

  /** Waits until a run has predicted everything, and stops it. */
  private void finish(Child child, String run, List<Long> expected) throws Exception {
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

  private void awaitMetrics(int predictions) throws Exception {
    await(
        () -> {
          streams.requireAlive();
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
  public void close() throws IOException {
    trainer.close();
    twin.close();
    streams.close();
    broker.close();
    published.close();
    stack.close();
  }
}
