package dev.lethe.trainer;

import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.RunState;
import dev.lethe.trainer.Trainer.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one session after the other until the run is stopped or fails. Any thread may ask for its
 * state and stop it.
 */
final class RunLoop implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Trainer.class);

  private final TrainerConfig config;
  private final ClusterAdmin cluster;
  private final Sessions sessions;
  private final InputWatch watch;
  private final Optional<CheckpointService> checkpoints;
  private final RunControl control;
  private final Consumer<String> console;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile State state = State.RECOVERING;
  private volatile Throwable failure;

  /**
   * @param cluster admin client of the run, closed at its end
   * @param watch watch of the input topic, closed at the end of the run
   * @param checkpoints checkpoints of the run, closed at its end
   * @param control closed at the end of the run
   * @param console receives a line if the run fails, pauses or resumes
   */
  RunLoop(
      TrainerConfig config,
      ClusterAdmin cluster,
      Sessions sessions,
      InputWatch watch,
      Optional<CheckpointService> checkpoints,
      RunControl control,
      Consumer<String> console) {
    this.config = config;
    this.cluster = cluster;
    this.sessions = sessions;
    this.watch = watch;
    this.checkpoints = checkpoints;
    this.control = control;
    this.console = console;
  }

  /** Returns the state. A live run whose brokers do not answer is RECOVERING. */
  State state() {
    State current = state;
    boolean live = current == State.LIVE || current == State.PAUSED;
    return live && watch.isUnreachable() ? State.RECOVERING : current;
  }

  /** Returns the error that ended the run; empty unless its state is FAILED. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Asks the run to stop; it commits what it has consumed first. */
  void stop() {
    closing.countDown();
  }

  private boolean isRunning() {
    return closing.getCount() > 0;
  }

  @Override
  public void run() {
    try (cluster;
        watch;
        control) {
      runSessions();
    } finally {
      checkpoints.ifPresent(CheckpointService::close);
    }
  }

  private void runSessions() {
    var backoff = new Backoff();
    while (isRunning()) {
      long startedAt = System.nanoTime();
      try {
        sessions.runOne(this::isRunning, this::changed);
        break; // Stopped, or at the end of its range.
      } catch (CancellationException e) {
        LOGGER.atInfo().addKeyValue("run", config.run()).log("closed while recovering");
      } catch (RuntimeException | Error e) {
        // Errors too: a run must not end without a message.
        if (!ErrorClassification.isTransient(e)) {
          fail(e);
          return;
        }
        state = State.RECOVERING;
        Duration pause = backoff.after(Duration.ofNanos(System.nanoTime() - startedAt));
        LOGGER
            .atWarn()
            .setCause(e)
            .addKeyValue("run", config.run())
            .addKeyValue("backoffMs", pause.toMillis())
            .log("session lost, recovering");
        pause(pause);
      }
    }
    state = State.STOPPED;
  }

  private void changed(RunState now) {
    State before = state;
    state = State.valueOf(now.name());
    LOGGER.atInfo().addKeyValue("run", config.run()).log("state {}", now);
    if (state == State.PAUSED) {
      console.accept(
          "run %s is paused; ./lethe resume %s continues it".formatted(config.run(), config.run()));
    } else if (before == State.PAUSED && state == State.LIVE) {
      console.accept("run %s continues".formatted(config.run()));
    }
  }

  private void fail(Throwable e) {
    failure = e;
    state = State.FAILED;
    LOGGER.atError().setCause(e).addKeyValue("run", config.run()).log("run failed");
    console.accept("run %s failed: %s".formatted(config.run(), e.getMessage()));
  }

  private void pause(Duration time) {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.atDebug().addKeyValue("run", config.run()).log("closed while recovering");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
