package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.schemas.TopicAdmin;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live run: one learner on one stream, until it is closed.
 *
 * <pre>
 *   start ──► RECOVERING ──► LIVE ──► STOPPED     closed in order
 *                 ▲            │
 *                 └─ transient ┘────► FAILED      fenced, refused, late again, or a fault of our own
 * </pre>
 *
 * <p>Safe for use by many threads; the work is done on one of its own.
 */
public final class Trainer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Trainer.class);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(500);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

  /** How a trainer stands. */
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

  private Trainer(TrainerConfig config) {
    this.config = config;
    this.clients = new KafkaClients(config);
    this.sessions =
        new Sessions(
            config,
            clients,
            new ConfluentSchemaRegistry(config.schemaRegistryUrl(), config.kafka()));
    this.thread = new Thread(this::work, "trainer-" + config.run());
  }

  /**
   * Checks what can be checked and starts the run.
   *
   * @throws IllegalArgumentException if a setting cannot be used, a topic is missing, or no broker
   *     answers
   */
  public static Trainer start(TrainerConfig config) {
    requireLearnable(config.learner(), config.scorecard());
    var trainer = new Trainer(config);
    try (Admin admin = trainer.clients.admin()) {
      new TopicAdmin(admin, config.bootstrapServers()).requireAll(config.topics());
    }
    trainer.thread.start();
    return trainer;
  }

  /**
   * Checks that method, model and examples go together, without any broker.
   *
   * @throws IllegalArgumentException if they do not: what cannot be put together is no run
   */
  public static void requireLearnable(LearnerSpec learner, Optional<ReferenceNetworks> scorecard) {
    var silent = new ScorecardListener() {};
    try {
      new ScoredLearner(learner, scorecard.orElse(ReferenceNetworks.NONE), silent).close();
    } catch (OutOfMemoryError e) {
      // That is no mistake of the settings alone: the run itself will end by it and say so.
      LOGGER.atWarn().setCause(e).log("memory is short for a run");
    }
  }

  /** Name of the run. */
  public String run() {
    return config.run();
  }

  public State state() {
    return state;
  }

  /** Why the run failed. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Waits until the run has stopped or failed. */
  public void await() throws InterruptedException {
    thread.join();
  }

  /** Commits what was taken, says that the run has stopped, and waits for it. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean going() {
    return closing.getCount() > 0;
  }

  private void work() {
    Duration backoff = MIN_BACKOFF;
    while (going()) {
      long began = System.nanoTime();
      try {
        sessions.runOne(this::going, this::nowLive);
      } catch (CancellationException e) {
        LOGGER.atInfo().addKeyValue("run", config.run()).log("closed while recovering");
      } catch (KafkaException | SchemaRegistry.RegistryUnavailableException e) {
        if (ErrorClassification.isFatal(e)) {
          fail(e);
          return;
        }
        state = State.RECOVERING;
        if (System.nanoTime() - began > MAX_BACKOFF.toNanos()) {
          backoff = MIN_BACKOFF;
        }
        LOGGER
            .atWarn()
            .setCause(e)
            .addKeyValue("run", config.run())
            .addKeyValue("backoffMs", backoff.toMillis())
            .log("session lost, recovering");
        pause(backoff);
        backoff = Collections.min(List.of(backoff.multipliedBy(2), MAX_BACKOFF));
      } catch (RuntimeException | Error e) {
        // An Error too: a run that ends without a word is worse than one that fails.
        fail(e);
        return;
      }
    }
    state = State.STOPPED;
  }

  private void nowLive() {
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
