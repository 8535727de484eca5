package dev.lethe.cli.chaos;

import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;

/**
 * Course of a test on any installation: starts it, ends the stream after something bad has
 * happened, and runs an undisturbed twin over it.
 */
final class Trial {
  static final String RUN = "chaos";
  static final String TWIN = "twin";

  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Parts parts;
  private final Published published;

  /**
   * Parts of an installation that has run nothing yet.
   *
   * @param stream writes the examples
   * @param published what the installation publishes
   * @param streams streams app
   * @param trainer trainer of the run {@value #RUN}
   * @param twin trainer of the run {@value #TWIN}, for later
   */
  record Parts(
      ExampleStream stream,
      Published published,
      Component streams,
      Component trainer,
      Component twin) {}

  Trial(Parts parts) {
    this.parts = parts;
    this.published = parts.published();
  }

  Parts parts() {
    return parts;
  }

  /** Starts streams app, trainer and stream, and returns when the run is live. */
  void start() throws Exception {
    parts.streams().start();
    parts.trainer().start();
    parts.stream().start();
    awaitLive(parts.trainer(), RUN);
  }

  /**
   * Waits until the newest process of a trainer has made its run live.
   *
   * @return time from the start of the process
   */
  Duration awaitLive(Component trainer, String run) throws Exception {
    Instant since = trainer.startedAt();
    Instant live =
        await(
            () -> {
              trainer.requireAlive();
              return published.runs(run).stream()
                  .filter(each -> each.getState() == RunState.LIVE)
                  .map(Run::getUpdatedAt)
                  .filter(at -> at.isAfter(since))
                  .findFirst()
                  .orElse(null);
            });
    return Duration.between(since, live);
  }

  /**
   * Ends the stream and the run, runs the twin over the stream, and waits for the metrics of both.
   *
   * @param trainer newest trainer of the run
   * @param streams a streams app that runs
   * @param dashboard its address, ending with a slash
   * @return offsets of the examples to predict
   */
  List<Long> finish(Component trainer, Component streams, URI dashboard) throws Exception {
    parts.stream().end();
    List<Long> expected = await(published::toPredict);
    stop(trainer, RUN, expected);
    parts.twin().start();
    stop(parts.twin(), TWIN, expected);
    awaitMetrics(streams, dashboard);
    return expected;
  }

  /** Waits until a run has predicted everything, and stops it. */
  private void stop(Component trainer, String run, List<Long> expected) throws Exception {
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
  private void awaitMetrics(Component streams, URI dashboard) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    await(
        () -> {
          streams.requireAlive();
          return Instant.now().isAfter(deadline)
                  || published.metrics(RUN, dashboard).agree()
                      && published.metrics(TWIN, dashboard).agree()
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
