package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.alarm.AlarmBoard;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
  private final SessionClients kafka;
  private final Pipeline pipeline;
  private SessionState state = new SessionState.Connected();

  /**
   * @param board alarms of the run
   */
  Session(
      TrainerConfig config,
      KafkaClients clients,
      SchemaRegistry registry,
      AlarmBoard board,
      Clock clock) {
    this.config = config;
    this.clients = clients;
    this.clock = clock;
    this.serdes = new AvroSerdes(registry, config.registerSchemas());
    this.kafka = SessionClients.create(config, clients, serdes);
    try {
      this.pipeline = new Pipeline(config, serdes, kafka.outbox(), kafka::lag, board);
    } catch (RuntimeException | Error e) {
      kafka.close();
      throw e;
    }
  }

  /**
   * Fences other trainers of this run, replays the journal, and publishes that the run is live.
   *
   * @throws CancellationException if {@code running} becomes false during the replay
   */
  void recover(BooleanSupplier running) {
    kafka.outbox().prepare(config.topics());
    var published = new PublishedRun(config, clients, serdes.deserializer(Run.class));
    // Before other trainers are fenced: a start with wrong settings must not end a live run.
    Run run = published.continued(RunRecord.starting(config, clock.instant()));
    kafka.producer().initTransactions();
    state = new SessionState.Recovering(run);
    Recovery.Replayed replayed = replay(running);
    var positions = new StartPositions(config).seek(kafka.consumer(), replayed.ends());
    var transactions = new Transactions(config, kafka, replayed.entries(), positions);
    state = new SessionState.Live(run, transactions);
    transactions.start(record(run, RunState.LIVE, null));
  }

  private Recovery.Replayed replay(BooleanSupplier running) {
    pipeline.replaying(true);
    var recovery = new Recovery(config, clients, serdes.deserializer(JournalEntry.class));
    Recovery.Replayed replayed =
        recovery.replay(
            kafka.consumer(),
            record -> process(record, running),
            pipeline::predictPending,
            pipeline::step);
    pipeline.replaying(false);
    return replayed;
  }

  private void process(ConsumerRecord<byte[], byte[]> record, BooleanSupplier running) {
    if (!running.getAsBoolean()) {
      throw new CancellationException("closed while recovering");
    }
    pipeline.process(record);
  }

  /** Consumes while {@code running} is true, commits, and publishes that the run has stopped. */
  void consume(BooleanSupplier running) {
    SessionState.Live live = live();
    new InputLoop(kafka, pipeline, live.transactions()).run(running);
    kafka
        .outbox()
        .inOwnTransaction(
            () -> {
              pipeline.publishHealth();
              publish(RunRecord.stopped(live.run(), clock.instant(), pipeline.digest()));
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
        Run failed = record(owned.run(), RunState.FAILED, reason);
        kafka.outbox().inOwnTransaction(() -> publish(failed));
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
    try (kafka) {
      pipeline.close();
    }
  }

  private SessionState.Live live() {
    if (state instanceof SessionState.Live live) {
      return live;
    }
    throw new IllegalStateException("session: got state " + state + ", expected Live");
  }

  private Run record(Run run, RunState newState, String reason) {
    return RunRecord.withState(run, newState, clock.instant(), reason);
  }

  private void publish(Run record) {
    kafka.outbox().send(config.topics().runs(), record);
  }

  private void logUnpublishedFailure(RuntimeException e) {
    LOGGER
        .atWarn()
        .setCause(e)
        .addKeyValue("run", config.run())
        .log("could not publish that the run failed");
  }
}
