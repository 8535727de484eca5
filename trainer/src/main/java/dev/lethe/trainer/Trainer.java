package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.trainer.alarm.AlarmBoard;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live run: one learner on one stream, until it is closed.
 *
 * <pre>
 *   start ──► RECOVERING ──► LIVE ──► STOPPED     closed by the caller
 *              │  ▲            │
 *              │  └─ transient ┤
 *              └───────────────┴────► FAILED      any other error
 * </pre>
 *
 * <p>Thread-safe. The run has a thread of its own.
 */
public final class Trainer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Trainer.class);

  /** State of a trainer. */
  public enum State {
    RECOVERING,
    LIVE,
    STOPPED,
    FAILED
  }

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final Sessions sessions;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile State state = State.RECOVERING;
  private volatile Throwable failure;

  private Trainer(TrainerConfig config, Consumer<String> console) {
    this.config = config;
    this.clients = new KafkaClients(config);
    this.sessions =
        new Sessions(
            config,
            clients,
            new ConfluentSchemaRegistry(config.schemaRegistryUrl(), config.kafka()),
            new AlarmBoard(config.run(), console, Clock.systemUTC()));
    this.thread = new Thread(this::runSessions, "trainer-" + config.run());
  }

  /** Starts a run whose alarms appear in the log and in its records, but on no console. */
  public static Trainer start(TrainerConfig config) {
    return start(config, line -> {});
  }

  /**
   * Checks settings and topics and starts the run.
   *
   * @param console receives a line for each alarm that is raised or cleared, on any thread
   * @throws IllegalArgumentException if a setting is invalid, a topic is missing, or no broker
   *     answers
   */
  public static Trainer start(TrainerConfig config, Consumer<String> console) {
    requireLearnable(config.learner(), config.scorecard());
    var trainer = new Trainer(config, console);
    try (Admin admin = trainer.clients.admin()) {
      new TopicAdmin(admin, config.bootstrapServers()).requireAll(config.topics());
    }
    trainer.thread.start();
    return trainer;
  }

  /**
   * Checks, without a broker, that method, model and examples fit together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public static void requireLearnable(LearnerSpec learner, Optional<ReferenceNetworks> scorecard) {
    var ignoring = new ScorecardListener() {};
    try {
      new ScoredLearner(learner, scorecard.orElse(ReferenceNetworks.NONE), ignoring).close();
    } catch (OutOfMemoryError e) {
      // Settings may be right and memory short for now: the run itself reports it if it fails.
      LOGGER.atWarn().setCause(e).log("not enough memory for a learner");
    }
  }

  /** Returns the name of the run. */
  public String run() {
    return config.run();
  }

  public State state() {
    return state;
  }

  /** Returns the error that ended the run; empty unless its state is FAILED. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Waits until the run has stopped or failed. */
  public void await() throws InterruptedException {
    thread.join();
  }

  /** Commits everything consumed, publishes that the run has stopped, and waits for that. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isRunning() {
    return closing.getCount() > 0;
  }

  private void runSessions() {
    var backoff = new Backoff();
    while (isRunning()) {
      long startedAt = System.nanoTime();
      try {
        sessions.runOne(this::isRunning, this::onLive);
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

  private void onLive() {
    state = State.LIVE;
    LOGGER.atInfo().addKeyValue("run", config.run()).log("live");
  }

  private void fail(Throwable e) {
    failure = e;
    state = State.FAILED;
    LOGGER.atError().setCause(e).addKeyValue("run", config.run()).log("run failed");
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
