package dev.lethe.cli.chaos;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * An installation in child processes, behind a proxy. In each round something is killed, cut or
 * delayed at a random moment while examples arrive. The seed determines what and when, but not what
 * the processes are doing then.
 */
final class Chaos implements AutoCloseable {
  private static final Topics TOPICS = new Topics("c");

  private final Path directory;
  private final SplittableRandom random;
  private final LocalStack stack;
  private final BrokerChild broker;
  private final Trial.Installation installation;
  private final Trial trial;
  private boolean brokerKilled;

  /**
   * @param directory empty directory for all data and logs
   * @param progress receives a line for each event
   */
  Chaos(Path directory, long seed, Consumer<String> progress) throws IOException {
    this.directory = directory;
    this.random = new SplittableRandom(seed);
    this.stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), progress);
    this.broker = new BrokerChild(stack);
    var serdes = new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
    try (var cluster = ClusterAdmin.connect(broker.bootstrapServers(), Map.of())) {
      new TopicAdmin(cluster).create(TOPICS.definitions(1, (short) 1));
    }
    int port = freePort();
    this.installation =
        new Trial.Installation(
            new ExampleStream(broker.bootstrapServers(), TOPICS.examples(), serdes, random.split()),
            new Published(broker.bootstrapServers(), TOPICS, serdes),
            child("streams", List.of("streams", "--port=" + port, "--state-dir=" + path("state"))),
            child("trainer", train(Trial.RUN)),
            child("twin", train(Trial.TWIN)),
            URI.create("http://localhost:" + port + "/"));
    this.trial = new Trial(installation, random, progress);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private List<String> train(String run) {
    return List.of(
        "train",
        "--run=" + run,
        "--method=er(memory=100,batch=10)+adam(lr=0.01)",
        "--model=mlp(hidden=16)",
        "--features=" + ExampleStream.FEATURES,
        "--classes=" + ExampleStream.CLASSES,
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

  /** Runs the rounds, ends the stream, runs the twin over it, and compares the two. */
  Comparison run(int rounds) throws Exception {
    List<Long> expected = trial.run(rounds, () -> round(random.nextInt(10)));
    Published published = installation.published();
    return Comparison.of(
        expected,
        published.output(Trial.RUN, path("checkpoints"), installation.dashboard()),
        published.output(Trial.TWIN, path("checkpoints"), installation.dashboard()),
        trial.recoveries());
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
        installation.streams().kill();
        installation.streams().start();
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
        installation.trainer().kill();
        installation.trainer().start();
        Thread.sleep(random.nextInt(2000));
        broker.proxy().restore();
        return "trainer killed during a cut, live after " + awaitLive();
      }
    }
  }

  private String killTrainer(String what) throws Exception {
    boolean waits = brokerKilled;
    brokerKilled = false;
    return trial.killTrainer(what, waits);
  }

  private String awaitLive() throws Exception {
    boolean waits = brokerKilled;
    brokerKilled = false;
    return trial.awaitLive(waits);
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

  @Override
  public void close() throws IOException {
    installation.trainer().close();
    installation.twin().close();
    installation.streams().close();
    broker.close();
    installation.published().close();
    stack.close();
  }
}
