package dev.lethe.trainer;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.monitoring.Monitor;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.Component;
import dev.lethe.schemas.RunCommand;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import dev.lethe.trainer.meter.RunMeters;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live run: one learner on one stream, until it is closed.
 *
 * <pre>
 *                            PAUSED                paused by an operator
 *                              ▲▼
 *   start ──► RECOVERING ──► LIVE ──► STOPPED     closed by the caller, or at the end of its range
 *              │  ▲            │
 *              │  └─ transient ┤
 *              └───────────────┴────► FAILED      any other error
 * </pre>
 *
 * <p>Thread-safe. The run has a thread of its own.
 */
public final class Trainer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Trainer.class);

  private static final long CLOSE_CHECK_MILLIS = 500;

  /** State of a trainer. */
  public enum State {
    RECOVERING,
    LIVE,
    PAUSED,
    STOPPED,
    FAILED
  }

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final AlarmBoard board;
  private final InputWatch watch;
  private final CommandWatch control;
  private final RunLoop loop;
  private final Thread thread;

  private Trainer(
      TrainerConfig config,
      KafkaClients clients,
      ClusterAdmin cluster,
      Consumer<String> console,
      Optional<SharedInput> shared,
      Optional<Monitor> monitor) {
    this.config = config;
    this.clients = clients;
    this.board = new AlarmBoard(config.run(), console, Clock.systemUTC());
    var meters = new RunMeters(monitor, config.run(), config.learner().method().toString());
    SchemaRegistry registry =
        shared.map(input -> input.registry(config)).orElseGet(() -> SharedInput.open(config));
    Optional<CheckpointService> checkpoints =
        config.checkpoints().map(settings -> checkpoints(settings, registry, meters));
    this.watch = new InputWatch(config, cluster.admin(), board);
    this.control =
        new CommandWatch(
            config, clients, new AvroSerdes(registry, false).deserializer(RunCommand.class));
    var sessions =
        new Sessions(
            config, clients, cluster, registry, watch, board, checkpoints, control, shared, meters);
    this.loop = new RunLoop(config, cluster, sessions, watch, checkpoints, control, console);
    meters.exportState(State.values(), loop::state);
    meters.exportAlarms(() -> board.raised().size());
    this.thread = new Thread(loop, "trainer-" + config.run());
  }

  private CheckpointService checkpoints(
      CheckpointSettings settings, SchemaRegistry registry, RunMeters meters) {
    var verifier = new CheckpointVerifier(config, clients, new AvroSerdes(registry, false));
    return new CheckpointService(
        config.run(),
        settings,
        CheckpointStores.open(settings.location(), settings.store()),
        verifier,
        board,
        meters);
  }

  /** Starts a run whose alarms appear in the log and in its records, but on no console. */
  public static Trainer start(TrainerConfig config) {
    return start(config, line -> {});
  }

  /**
   * Checks settings and topics and starts the run.
   *
   * @param console receives a line for each alarm that is raised or cleared and for the failure of
   *     the run, on any thread
   * @throws IllegalArgumentException if a setting is invalid, a topic is missing, or no broker
   *     answers
   */
  public static Trainer start(TrainerConfig config, Consumer<String> console) {
    return start(config, console, Optional.empty(), Optional.empty());
  }

  /**
   * Starts a run that shares its input with other runs of the process.
   *
   * @param shared input that runs of the process share; empty if the run reads alone
   * @throws IllegalArgumentException as {@link #start(TrainerConfig, Consumer)}
   */
  public static Trainer start(
      TrainerConfig config, Consumer<String> console, Optional<SharedInput> shared) {
    return start(config, console, shared, Optional.empty());
  }

  /**
   * Starts a run that shares its input with other runs of the process and exports meters.
   *
   * @param shared input that runs of the process share; empty if the run reads alone
   * @param monitor exports the meters of the run; empty for none
   * @throws IllegalArgumentException as {@link #start(TrainerConfig, Consumer)}
   */
  public static Trainer start(
      TrainerConfig config,
      Consumer<String> console,
      Optional<SharedInput> shared,
      Optional<Monitor> monitor) {
    requireLearnable(config.learner(), config.scorecard());
    var clients = new KafkaClients(config);
    ClusterAdmin cluster = clients.cluster();
    try {
      new TopicAdmin(cluster).require(Component.TRAINER.topics(config.topics()));
      Optional<String> warning = TransactionVersion.warning(cluster);
      var trainer = new Trainer(config, clients, cluster, console, shared, monitor);
      warning.ifPresent(trainer.board::warn);
      trainer.watch.start();
      trainer.control.start();
      trainer.thread.start();
      return trainer;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
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

  /** Returns the state. A live run whose brokers do not answer is RECOVERING. */
  public State state() {
    return loop.state();
  }

  /** Returns the error that ended the run; empty unless its state is FAILED. */
  public Optional<Throwable> failure() {
    return loop.failure();
  }

  /** Waits until the run has stopped or failed. */
  public void await() throws InterruptedException {
    thread.join();
  }

  /** Commits everything consumed, publishes that the run has stopped, and waits for that. */
  @Override
  public void close() {
    loop.stop();
    try {
      while (thread.isAlive()) {
        thread.join(CLOSE_CHECK_MILLIS);
        if (watch.isUnreachable()) {
          // The clients would wait for the brokers for a minute, and there is nothing to save.
          thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
