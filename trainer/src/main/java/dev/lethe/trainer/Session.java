package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.input.DeadLetterLimits;
import dev.lethe.trainer.output.Refusals.Refused;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;

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
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final InputWatch watch;
  private final AlarmBoard board;
  private final Clock clock;
  private final AvroSerdes serdes;
  private final SessionClients kafka;
  private final Pipeline pipeline;
  private final RunStates states;
  private SessionState state = new SessionState.Connected();

  /**
   * @param watch watch of the input topic
   * @param board alarms of the run
   * @param limits limits of the dead-letter topic
   */
  Session(
      TrainerConfig config,
      KafkaClients clients,
      SchemaRegistry registry,
      InputWatch watch,
      AlarmBoard board,
      DeadLetterLimits limits,
      Clock clock) {
    this.config = config;
    this.clients = clients;
    this.watch = watch;
    this.board = board;
    this.clock = clock;
    this.serdes = new AvroSerdes(registry, config.registerSchemas());
    this.kafka = SessionClients.create(config, clients, serdes);
    this.states = new RunStates(config, clients, serdes, kafka, clock);
    try {
      this.pipeline = new Pipeline(config, serdes, kafka.outbox(), board, limits, clock);
    } catch (RuntimeException | Error e) {
      kafka.close();
      throw e;
    }
  }

  /**
   * Takes over a run that this process had live before, and publishes that it recovers, before
   * anything that may fail again.
   *
   * @param reason reason why the last session was lost
   */
  void announceRecovery(Run run, String reason) {
    kafka.producer().initTransactions();
    state = new SessionState.Recovering(run);
    states.publish(run, RunState.RECOVERING, reason);
  }

  /**
   * Fences other trainers of this run, replays the journal, and publishes that the run is live.
   *
   * @throws CancellationException if {@code running} becomes false during the replay
   */
  void recover(BooleanSupplier running) {
    kafka.outbox().prepare(config.topics());
    InputTopic input = watch.read();
    Optional<Run> published =
        new PublishedRun(config, clients, serdes.deserializer(Run.class)).find();
    // Before other trainers are fenced: a start with wrong settings must not end a live run.
    Run run =
        RunContinuation.continued(
            RunRecord.starting(config, input.id().toString(), clock.instant()), published);
    if (!(state instanceof SessionState.Recovering)) {
      state = new SessionState.Checked(run, published);
      kafka.producer().initTransactions();
      state = new SessionState.Recovering(run);
      published.ifPresent(earlier -> states.publish(run, RunState.RECOVERING, null));
    }
    Recovery.Replayed replayed = replay(running);
    RunContinuation.requireAllEntries(published, replayed.entries());
    board.replace("recovery", RunContinuation.differences(published, pipeline.digest()));
    var positions = new StartPositions(config).seek(kafka.consumer(), replayed.ends(), published);
    StartPositions.record(run, positions);
    var live = new LiveInput(config, kafka.consumer(), watch, board, input.id());
    pipeline.live(live::lag);
    var transactions = new Transactions(config, kafka, replayed.entries(), positions);
    state = new SessionState.Live(run, transactions, live);
    transactions.start(states.record(run, RunState.LIVE, null));
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
    new InputLoop(kafka, live.input(), pipeline, live.transactions()).run(running);
    if (watch.isUnreachable()) {
      throw new TimeoutException("the brokers do not answer, so the end is not published");
    }
    states.publishStop(live.run(), pipeline, live.transactions().entries());
  }

  /** Returns the provenance of the run if this session was live. */
  Optional<Run> liveRun() {
    return state instanceof SessionState.Live live ? Optional.of(live.run()) : Optional.empty();
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

  /** Returns the reason for the error if it is known, or else the error. */
  Throwable explained(Throwable error) {
    return state instanceof SessionState.Live live ? live.input().explained(error) : error;
  }

  /** Returns the first record that the broker or the producer refused. */
  Optional<Refused> firstRefused() {
    return kafka.outbox().firstRefused();
  }

  /** Publishes that the run has failed, if this trainer owns the run and Kafka accepts it. */
  void fail(String reason) {
    states.fail(state, reason);
  }

  /**
   * Publishes that the run has failed, after the broker has timed out a transaction of this live
   * session and fenced its producer.
   *
   * @return false if another trainer owns the run now, so nothing was published
   */
  boolean failFenced(String reason) {
    return states.failFenced(live().run(), reason);
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
}
