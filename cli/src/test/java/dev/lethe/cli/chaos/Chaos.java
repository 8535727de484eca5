package dev.lethe.cli.chaos;

import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.io.IOException;
import java.nio.file.Path;
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

  private final SplittableRandom random;
  private final LocalStack stack;
  private final BrokerChild broker;
  private final Installation installation;
  private final Rounds rounds;
  private boolean brokerKilled;

  /**
   * @param directory empty directory for all data and logs
   * @param progress receives a line for each event
   */
  Chaos(Path directory, long seed, Consumer<String> progress) throws IOException {
    this.random = new SplittableRandom(seed);
    this.stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), progress);
    this.broker = new BrokerChild(stack);
    try (var cluster = ClusterAdmin.connect(broker.bootstrapServers(), Map.of())) {
      new TopicAdmin(cluster).create(TOPICS.definitions(1, (short) 1));
    }
    this.installation =
        new Installation(
            TOPICS, directory, broker.bootstrapServers(), stack.registryUrl(), random.split());
    this.rounds = new Rounds(installation.trial(), random, progress);
  }

  /** Runs the rounds, ends the stream, runs the twin over it, and compares the two. */
  Comparison run(int number) throws Exception {
    installation.start();
    rounds.run(number, () -> round(random.nextInt(10)));
    return installation.finish(installation.trainer(), installation.streams(), rounds.recoveries());
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
        restart(installation.streams());
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
        restart(installation.trainer());
        Thread.sleep(random.nextInt(2000));
        broker.proxy().restore();
        return "trainer killed during a cut, live after " + awaitLive();
      }
    }
  }

  private String killTrainer(String what) throws Exception {
    boolean waits = brokerKilled;
    brokerKilled = false;
    return rounds.killTrainer(what, waits);
  }

  private static void restart(Child child) throws Exception {
    child.kill();
    child.start();
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

  private String awaitLive() throws Exception {
    boolean waits = brokerKilled;
    brokerKilled = false;
    return rounds.awaitLive(waits);
  }

  @Override
  public void close() throws IOException {
    installation.close();
    broker.close();
    stack.close();
  }
}
