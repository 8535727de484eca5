package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.output.Outbox;
import java.time.Clock;
import java.time.Duration;
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
 * One uninterrupted part of a run: a learner with its Kafka clients.
 *
 * <p>The learner learns before its transaction commits. If a transaction fails, the session is
 * discarded together with its learner, and the next session recovers a learner that has consumed
 * exactly what was committed.
 *
 * <p>Owned by one thread.
 */
final class Session implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Session.class);

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final Clock clock;
  private final AvroSerdes serdes;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Outbox outbox;
  private final Pipeline pipeline;
  private SessionState state = new SessionState.Connected();

  Session(TrainerConfig config, KafkaClients clients, SchemaRegistry registry, Clock clock) {
    this.config = config;
    this.clients = clients;
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
   * Fences other trainers of this run, replays the journal, and publishes that the run is live.
   *
   * @throws CancellationException if {@code running} becomes false during the replay
   */
  void recover(BooleanSupplier running) {
    outbox.prepare(config.topics());
    var published = new PublishedRun(config, clients, serdes.deserializer(Run.class));
    // Before other trainers are fenced: a start with wrong settings must not end a live run.
    Run run = published.continued(RunRecord.starting(config, clock.instant()));
    producer.initTransactions();
    state = new SessionState.Recovering(run);
    pipeline.replaying(true);
    var recovery = new Recovery(config, clients, serdes.deserializer(JournalEntry.class));
    Recovery.Replayed replayed =
        recovery.replay(
            consumer, record -> replay(record, running), pipeline::predictPending, pipeline::step);
    pipeline.replaying(false);
    var positions = new StartPositions(config).seek(consumer, replayed.ends());
    var transactions =
        new Transactions(config, consumer, producer, outbox, replayed.entries(), positions);
    state = new SessionState.Live(run, transactions);
    transactions.start(record(run, RunState.LIVE, null));
  }

  /** Consumes while {@code running} is true, commits, and publishes that the run has stopped. */
  void consume(BooleanSupplier running) {
    SessionState.Live live = live();
    new InputLoop(consumer, pipeline, live.transactions(), outbox).run(running);
    outbox.inOwnTransaction(
        () -> {
          pipeline.publishHealth();
          publish(record(live.run(), RunState.STOPPED, null));
        });
  }

  /** Returns true if the open transaction is older than the broker allows. */
  boolean isOverdue() {
    return state instanceof SessionState.Live live
        && live.transactions().isOlderThan(clients.transactionTimeout());
  }

  /** By partition of the input, the offset after the last committed one. */
  Map<String, Long> committed() {
    return live().transactions().committed();
  }

  /** Publishes that the run has failed, if this trainer owns the run and Kafka accepts it. */
  void fail(String reason) {
    try {
      if (state instanceof SessionState.Live live) {
        live.transactions().abort();
      }
      if (state instanceof SessionState.Owned owned) {
        outbox.inOwnTransaction(() -> publish(record(owned.run(), RunState.FAILED, reason)));
      }
    } catch (RuntimeException e) {
      logUnpublishedFailure(e);
    }
  }

  /**
   * Publishes that the run has failed, after the broker has timed out a transaction of this live
   * session and fenced its producer.
   *
   * @return false if another trainer owns the run now, so nothing was published
   */
  boolean failFenced(String reason) {
    try {
      return new FencedRunReporter(config, clients, serdes)
          .publish(record(live().run(), RunState.FAILED, reason));
    } catch (RuntimeException e) {
      logUnpublishedFailure(e);
      return true;
    }
  }

  @Override
  public void close() {
    // An open transaction is not aborted, because that could wait for an unreachable broker. The
    // next session fences it.
    try (consumer) {
      producer.close(Duration.ZERO);
    } finally {
      pipeline.close();
    }
  }

  private SessionState.Live live() {
    if (state instanceof SessionState.Live live) {
      return live;
    }
    throw new IllegalStateException("session: got state " + state + ", expected Live");
  }

  private void replay(ConsumerRecord<byte[], byte[]> record, BooleanSupplier running) {
    if (!running.getAsBoolean()) {
      throw new CancellationException("closed while recovering");
    }
    pipeline.process(record);
  }

  private Run record(Run run, RunState newState, String reason) {
    Run record = RunRecord.withState(run, newState, clock.instant(), reason);
    if (newState == RunState.STOPPED) {
      // Allows anyone to check that a replay gives the same learner.
      record.getSettings().put(RunRecord.DIGEST, HexFormat.of().formatHex(pipeline.digest()));
    }
    return record;
  }

  private void publish(Run record) {
    outbox.send(config.topics().runs(), record);
  }

  private void logUnpublishedFailure(RuntimeException e) {
    LOGGER
        .atWarn()
        .setCause(e)
        .addKeyValue("run", config.run())
        .log("could not publish that the run failed");
  }

  private long lag() {
    long lag = 0;
    for (TopicPartition partition : consumer.assignment()) {
      lag += consumer.currentLag(partition).orElse(0L);
    }
    return lag;
  }
}
