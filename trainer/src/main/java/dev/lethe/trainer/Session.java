package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.output.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One unbroken stretch of a run: a learner and the clients that feed it.
 *
 * <p>The learner learns before its transaction commits. So when a transaction fails, the session is
 * thrown away with its learner, and the next one recovers a learner that has seen exactly what was
 * committed.
 *
 * <p>Owned by one thread.
 */
final class Session implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Session.class);

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final SchemaRegistry registry;
  private final Clock clock;
  private final AvroSerdes serdes;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Outbox outbox;
  private final Pipeline pipeline;

  private Transactions transactions;

  /** How the run began; what files it names is looked at once, they may be gone when it ends. */
  private Run live;

  Session(TrainerConfig config, KafkaClients clients, SchemaRegistry registry, Clock clock) {
    this.config = config;
    this.clients = clients;
    this.registry = registry;
    this.clock = clock;
    this.serdes = new AvroSerdes(registry, config.registerSchemas());
    this.consumer = clients.consumer();
    Producer<byte[], byte[]> made = null;
    try {
      made = clients.producer();
      this.producer = made;
      this.outbox = new Outbox(config.run(), producer, serdes);
      this.pipeline = new Pipeline(config, serdes, outbox, this::lag);
    } catch (RuntimeException | Error e) {
      if (made != null) {
        made.close(Duration.ZERO);
      }
      consumer.close();
      throw e;
    }
  }

  /**
   * Fences other trainers of this run, recovers what was committed, and says that the run is live.
   *
   * @throws CancellationException if it is told to stop meanwhile
   */
  void begin(BooleanSupplier going) {
    outbox.prepare(config.topics());
    var recovery = new Recovery(config, clients, new AvroSerdes(registry, false));
    Run begun = RunRecord.of(config, clock.instant());
    // Before anybody is fenced: a start with the wrong settings must not end the run that is live.
    Instant startedAt =
        recovery.requireSameRun(begun).map(Run::getStartedAt).orElse(begun.getStartedAt());
    live = Run.newBuilder(begun).setStartedAt(startedAt).build();
    producer.initTransactions();
    pipeline.replaying(true);
    long entries =
        recovery.replay(
            consumer, record -> relearn(record, going), pipeline::predictPending, pipeline::step);
    pipeline.replaying(false);
    transactions =
        new Transactions(config, consumer, producer, outbox, entries, recovery.positions(consumer));
    transactions.start(record(RunState.LIVE, null));
  }

  /** Consumes until it is told to stop; then everything taken has been committed. */
  void consume(BooleanSupplier going) {
    new InputLoop(consumer, pipeline, transactions).run(going);
  }

  /** Whether the broker has given up on the open transaction: it is older than it may be. */
  boolean overran() {
    return transactions.isOlderThan(clients.transactionTimeout());
  }

  /** Says that the run has failed, where Kafka still listens, and leaves no transaction open. */
  void fail(String reason) {
    try {
      transactions.abort();
      end(RunState.FAILED, reason);
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("run", config.run()).log("cannot say that it failed");
    }
  }

  /** By partition of the input, the offset after the last one committed. */
  Map<String, Long> committed() {
    return transactions.committed();
  }

  /**
   * Says that the run has failed when the broker has given up on the session's producer.
   *
   * @return whether the run was still ours to fail; false if another trainer has taken it over
   */
  boolean failFenced(String reason) {
    try {
      return new FencedRunReporter(config, clients, serdes).say(record(RunState.FAILED, reason));
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("run", config.run()).log("cannot say that it failed");
      return true;
    }
  }

  /** Says how the run ended. */
  void end(RunState state, String reason) {
    transactions.apart(
        () -> {
          if (state == RunState.STOPPED) {
            pipeline.publishHealth();
          }
          outbox.send(config.topics().runs(), record(state, reason));
        });
  }

  @Override
  public void close() {
    // An open transaction is left to be fenced: aborting it here could wait for a broker that is
    // away.
    try (consumer) {
      producer.close(Duration.ZERO);
    } finally {
      pipeline.close();
    }
  }

  private void relearn(ConsumerRecord<byte[], byte[]> record, BooleanSupplier going) {
    if (!going.getAsBoolean()) {
      throw new CancellationException("told to stop while recovering");
    }
    pipeline.take(record);
  }

  private Run record(RunState state, String reason) {
    Run run = RunRecord.as(live, state, clock.instant(), reason);
    if (state == RunState.STOPPED) {
      // So that anybody can check that a replay gives the same learner.
      run.getSettings().put(RunRecord.DIGEST, HexFormat.of().formatHex(pipeline.digest()));
    }
    return run;
  }

  private long lag() {
    long lag = 0;
    for (TopicPartition partition : consumer.assignment()) {
      lag += consumer.currentLag(partition).orElse(0L);
    }
    return lag;
  }
}
