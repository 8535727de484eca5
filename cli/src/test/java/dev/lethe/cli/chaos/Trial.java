package dev.lethe.cli.chaos;

import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Course of a test on any installation: starts it, lets something bad happen in each round while
 * examples arrive, ends the stream, and runs an undisturbed twin over it.
 */
final class Trial {
  static final String RUN = "chaos";
  static final String TWIN = "twin";

  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Installation installation;
  private final Published published;
  private final SplittableRandom random;
  private final Consumer<String> progress;
  private final List<Recovery> recoveries = new ArrayList<>();

  /**
   * Parts of an installation that has run nothing yet.
   *
   * @param stream writes the examples
   * @param published what the installation publishes
   * @param streams streams app
   * @param trainer trainer of the run {@value #RUN}
   * @param twin trainer of the run {@value #TWIN}, for later
   * @param dashboard address of the dashboard, ending with a slash
   */
  record Installation(
      ExampleStream stream,
      Published published,
      Component streams,
      Component trainer,
      Component twin,
      URI dashboard) {}

  /** Something bad. */
  interface Fault {
    /** Does it, and returns what it was, in words. */
    String happen() throws Exception;
  }

  Trial(Installation installation, SplittableRandom random, Consumer<String> progress) {
    this.installation = installation;
    this.published = installation.published();
    this.random = random;
    this.progress = progress;
  }

  /**
   * Runs the rounds, ends the stream, runs the twin over it, and waits for the metrics of both.
   *
   * @return offsets of the examples to predict
   */
  List<Long> run(int rounds, Fault fault) throws Exception {
    installation.streams().start();
    installation.trainer().start();
    installation.stream().start();
    awaitLive(false);
    recoveries.clear();
    for (int round = 1; round <= rounds; round++) {
      Thread.sleep(200 + random.nextInt(1500));
      progress.accept("round %d of %d: %s".formatted(round, rounds, fault.happen()));
    }
    installation.stream().close();
    List<Long> expected = await(published::toPredict);
    finish(installation.trainer(), RUN, expected);
    progress.accept("the undisturbed twin begins");
    installation.twin().start();
    finish(installation.twin(), TWIN, expected);
    awaitMetrics();
    return expected;
  }

  List<Recovery> recoveries() {
    return List.copyOf(recoveries);
  }

  /**
   * Kills the trainer and starts it again.
   *
   * @param brokerKilled true if it must also wait for a broker
   * @return what happened, with the time until it was live
   */
  String killTrainer(String what, boolean brokerKilled) throws Exception {
    installation.trainer().kill();
    installation.trainer().start();
    return what + ", live after " + awaitLive(brokerKilled);
  }

  /** Waits until the newest trainer is live. Returns the time that it took, in words. */
  String awaitLive(boolean brokerKilled) throws Exception {
    Instant since = installation.trainer().startedAt();
    Instant live =
        await(
            () -> {
              installation.trainer().requireAlive();
              return published.runs(RUN).stream()
                  .filter(run -> run.getState() == RunState.LIVE)
                  .map(Run::getUpdatedAt)
                  .filter(at -> at.isAfter(since))
                  .findFirst()
                  .orElse(null);
            });
    var recovery = new Recovery(Duration.between(since, live), brokerKilled);
    recoveries.add(recovery);
    return "%.1f s".formatted(recovery.time().toMillis() / 1e3);
  }

  /** Waits until a run has predicted everything, and stops it. */
  private void finish(Component trainer, String run, List<Long> expected) throws Exception {
    long last = expected.get(expected.size() - 1);
    await(
        () -> {
          trainer.requireAlive();
          return published.predictions(run).stream().anyMatch(p -> p.getOffset() == last)
              ? true
              : null;
        });
    trainer.stop();
    List<Run> runs = published.runs(run);
    RunState state = runs.get(runs.size() - 1).getState();
    if (state != RunState.STOPPED) {
      throw new IllegalStateException(
          "run %s: got state %s after SIGTERM, expected STOPPED".formatted(run, state));
    }
  }

  /** Metrics that never agree are left to the comparison, which names what differs. */
  private void awaitMetrics() throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    await(
        () -> {
          installation.streams().requireAlive();
          return Instant.now().isAfter(deadline)
                  || published.metrics(RUN, installation.dashboard()).agree()
                      && published.metrics(TWIN, installation.dashboard()).agree()
              ? true
              : null;
        });
  }

  /** Repeats a question until the answer is not null. Kafka may be down meanwhile. */
  static <T> T await(Callable<T> question) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE.multipliedBy(2));
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
            "got nothing for %d s, expected progress".formatted(PATIENCE.toSeconds() * 2));
      }
      Thread.sleep(100);
    }
  }
}
