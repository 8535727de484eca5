package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.meter.RunMeters;
import dev.lethe.trainer.simulated.Boundaries;
import dev.lethe.trainer.simulated.FaultPlan;
import dev.lethe.trainer.simulated.FaultyCheckpointStore;
import dev.lethe.trainer.simulated.SeededExecutor;
import dev.lethe.trainer.simulated.SimulatedAdmin;
import dev.lethe.trainer.simulated.SimulatedCluster;
import dev.lethe.trainer.simulated.SimulatedConsumer;
import dev.lethe.trainer.simulated.SimulatedProducer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One process of a simulated trainer: sessions over simulated clients, until it stops or crashes.
 */
final class SimulatedProcess implements Boundaries, ClientFactory {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(SimulatedCluster.NOW), ZoneOffset.UTC);

  private static final int MAX_POLLS = 20_000;

  /** Ends a process. Nothing that it does afterwards has an effect. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }

  /** End of a process. */
  enum End {
    STOPPED,
    CRASHED,
    FENCED
  }

  private final TrainerConfig config;
  private final SimulatedCluster cluster;
  private final SchemaRegistry registry;
  private final CheckpointStore store;
  private final FaultPlan plan;
  private final SplittableRandom random;
  private final SeededExecutor background;
  private final Runnable successor;
  private final Runnable retention;
  private final boolean mayPause;
  private InputWatch watch;
  private boolean dead;
  private boolean live;
  private int idle;
  private int polls = MAX_POLLS;

  /**
   * @param successor runs another process of the same run, while this one stands still
   * @param retention called from time to time: may delete expired records
   */
  SimulatedProcess(
      TrainerConfig config,
      SimulatedCluster cluster,
      SchemaRegistry registry,
      CheckpointStore store,
      FaultPlan plan,
      SplittableRandom random,
      Runnable successor,
      Runnable retention) {
    this.config = config;
    this.cluster = cluster;
    this.registry = registry;
    this.store = store;
    this.plan = plan;
    this.random = random;
    this.background = new SeededExecutor(random.split());
    this.successor = successor;
    this.retention = retention;
    // A pause commits, so the twin, which commits where the run did, has none.
    this.mayPause = config.checkpoints().isPresent();
    this.idle = random.nextInt(4);
    if (config.range().isPresent()) {
      // It ends by itself and waits for its last checkpoint, so none may be delayed.
      background.drain();
    }
  }

  /**
   * Runs until everything is consumed.
   *
   * @param caughtUp returns true if everything is committed
   * @throws RuntimeException if the run fails
   */
  End run(BooleanSupplier caughtUp) {
    var clients = new KafkaClients(config, this);
    var board = new AlarmBoard(config.run(), line -> {}, CLOCK);
    Optional<CheckpointService> checkpoints =
        config
            .checkpoints()
            .map(
                settings ->
                    new CheckpointService(
                        config.run(),
                        settings,
                        new FaultyCheckpointStore(store, this),
                        new CheckpointVerifier(config, clients, new AvroSerdes(registry, false)),
                        board,
                        RunMeters.none(),
                        background,
                        background,
                        Duration.ZERO));
    ClusterAdmin admin = clients.cluster();
    watch = new InputWatch(config, admin.admin(), board);
    var sessions =
        new Sessions(
            config,
            clients,
            admin,
            registry,
            watch,
            board,
            checkpoints,
            control(),
            Optional.empty(),
            RunMeters.none());
    while (true) {
      live = false;
      try {
        if (random.nextInt(3) > 0) {
          background.runAll(); // The others go on without the checkpoint that is being written.
        }
        sessions.runOne(() -> isRunning(caughtUp), state -> live = true);
        return End.STOPPED;
      } catch (Crash e) {
        return End.CRASHED;
      } catch (RuntimeException e) {
        if (e.getCause() instanceof ProducerFencedException
            || e.getCause() instanceof InvalidProducerEpochException) {
          return End.FENCED;
        }
        if (!ErrorClassification.isTransient(e)) {
          throw e;
        }
      }
    }
  }

  /** Pauses the run from time to time, for a moment. */
  private RunControl control() {
    return new RunControl() {
      @Override
      public boolean isPaused() {
        boolean paused = mayPause && live && random.nextInt(40) == 0;
        // A run that pauses waits for its checkpoints, so none may be delayed.
        background.prompt(paused);
        return paused;
      }

      @Override
      public void await(Duration time) {}
    };
  }

  /** Reads the input topic again some time after a partition was added, as the watch does. */
  private void watchPartitions() {
    int partitions = cluster.partitions(config.topics().examples()).size();
    boolean added =
        live && watch.newest().filter(known -> known.ends().size() < partitions).isPresent();
    if (added && random.nextInt(3) == 0) {
      watch.read();
    }
  }

  private boolean isRunning(BooleanSupplier caughtUp) {
    if (--polls < 0) {
      throw new AssertionError(
          "got offsets %s after %d polls, expected the end of the input"
              .formatted(cluster.offsets(config.clientId()), MAX_POLLS));
    }
    watchPartitions();
    if (!live || !caughtUp.getAsBoolean() || idle-- > 0) {
      return true;
    }
    background.drain();
    return false;
  }

  @Override
  public void pass(String boundary) {
    if (dead) {
      throw new Crash();
    }
    plan.pass(boundary)
        .ifPresent(
            fault -> {
              switch (fault.kind()) {
                case CRASH -> {
                  dead = true;
                  throw new Crash();
                }
                case TIMEOUT -> throw new TimeoutException("simulated " + boundary);
                case ZOMBIE -> successor.run();
              }
            });
    background.mayRun();
    if (boundary.equals("before poll")) {
      retention.run();
    }
  }

  @Override
  public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new SimulatedConsumer(
        cluster,
        this,
        random.split(),
        settings.get("group.id").toString(),
        settings.get("isolation.level").equals("read_committed"));
  }

  @Override
  public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    Object id = settings.get("transactional.id");
    return new SimulatedProducer(cluster, this, id == null ? null : id.toString());
  }

  @Override
  public Admin admin(Map<String, Object> settings) {
    return SimulatedAdmin.of(cluster, this);
  }

  @Override
  public ClusterAdmin cluster(String bootstrapServers, Map<String, Object> settings) {
    return ClusterAdmin.of(admin(settings), bootstrapServers);
  }
}
