package dev.lethe.trainer;

import dev.lethe.learner.Example;
import dev.lethe.learner.Learner;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.scorecard.Shadows;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.input.DeadLetter;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.input.RejectedExampleException;
import dev.lethe.trainer.journal.JournalWriter;
import dev.lethe.trainer.output.Outbox;
import dev.lethe.trainer.output.RunPublisher;
import dev.lethe.trainer.output.Vitals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
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
  /** How long a poll waits when nothing is in hand, and when results wait for their commit. */
  private static final Duration IDLE_POLL = Duration.ofMillis(500);

  private static final Duration OPEN_POLL = Duration.ofMillis(5);

  /** Seconds between health records under load, and after which an idle run says that it idles. */
  private static final double HEALTH_SECONDS = 1;

  private static final Logger LOGGER = LoggerFactory.getLogger(Session.class);

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final SchemaRegistry registry;
  private final Clock clock;
  private final AvroSerdes serdes;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final ExampleReader reader;
  private final Outbox outbox;
  private final Vitals vitals;
  private final RunPublisher publisher;
  private final ScoredLearner scored;

  /** To be asked only; examples go to {@link #scored}. */
  private final Learner learner;

  private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();

  private Map<String, Long> committed = Map.of();
  private JournalWriter journal;
  private Instant startedAt;
  private boolean open;
  private long openedAt;

  Session(TrainerConfig config, KafkaClients clients, SchemaRegistry registry, Clock clock) {
    this.config = config;
    this.clients = clients;
    this.registry = registry;
    this.clock = clock;
    this.serdes = new AvroSerdes(registry, config.registerSchemas());
    this.reader = new ExampleReader(serdes.deserializer(dev.lethe.schemas.Example.class));
    this.consumer = clients.consumer();
    Producer<byte[], byte[]> made = null;
    try {
      made = clients.producer();
      this.producer = made;
      this.outbox = new Outbox(config.run(), producer, serdes);
      this.vitals = new Vitals(System::nanoTime, this::lag);
      this.publisher =
          new RunPublisher(
              config.run(), config.topics(), outbox, vitals, config.scorecard().isPresent());
      Shadows shadows = config.scorecard().orElse(Shadows.NONE);
      this.scored = new ScoredLearner(config.learner(), shadows, publisher);
      this.learner = scored.learner();
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
   * @throws java.util.concurrent.CancellationException if it is told to stop meanwhile
   */
  void begin(BooleanSupplier going) {
    outbox.prepare(config.topics());
    var recovery = new Recovery(config, clients, new AvroSerdes(registry, false));
    Run live = RunRecord.of(config, RunState.LIVE, clock.instant(), clock.instant(), null);
    // Before anybody is fenced: a start with the wrong settings must not end the run that is live.
    startedAt = recovery.requireSameRun(live).map(Run::getStartedAt).orElse(live.getStartedAt());
    producer.initTransactions();
    publisher.mute(true);
    scored.replaying(true);
    long entries =
        recovery.replay(
            consumer, record -> relearn(record, going), scored::predictPending, learner::step);
    positions.putAll(recovery.positions(consumer));
    journal = new JournalWriter(config.run(), entries);
    publisher.mute(false);
    scored.replaying(false);
    vitals.restartRate();
    producer.beginTransaction();
    outbox.send(config.topics().runs(), record(RunState.LIVE, null));
    producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
    producer.commitTransaction();
    noteCommitted();
  }

  /** Consumes until it is told to stop; then everything taken has been committed. */
  void consume(BooleanSupplier going) {
    while (going.getAsBoolean()) {
      var records = consumer.poll(open ? OPEN_POLL : IDLE_POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        take(record);
        if (System.nanoTime() - openedAt >= config.commitInterval().toNanos()) {
          commit(false);
        }
      }
      if (records.isEmpty()) {
        commit(true);
        sayThatItIdles();
      }
    }
    commit(false);
  }

  /** Whether the broker has given up on the open transaction: it is older than it may be. */
  boolean overran() {
    return open && System.nanoTime() - openedAt >= clients.transactionTimeout().toNanos();
  }

  /** Says that the run has failed, where Kafka still listens, and leaves no transaction open. */
  void fail(String reason) {
    try {
      if (open) {
        producer.abortTransaction();
        open = false;
      }
      end(RunState.FAILED, reason);
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("run", config.run()).log("cannot say that it failed");
    }
  }

  /** By partition of the input, the offset after the last one committed. */
  Map<String, Long> committed() {
    return committed;
  }

  /**
   * Says that the run has failed when the broker has given up on the session's producer.
   *
   * @return whether the run was still ours to fail; false if another trainer has taken it over
   */
  boolean failFenced(String reason) {
    try {
      return new LastWord(config, clients, serdes).say(record(RunState.FAILED, reason));
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("run", config.run()).log("cannot say that it failed");
      return true;
    }
  }

  /** Says how the run ended. */
  void end(RunState state, String reason) {
    producer.beginTransaction();
    try {
      if (state == RunState.STOPPED) {
        publisher.publishHealth(learner.eventTime());
      }
      outbox.send(config.topics().runs(), record(state, reason));
    } catch (RuntimeException e) {
      // Left open it would hold back every reader until the broker gives up on it.
      producer.abortTransaction();
      throw e;
    }
    producer.commitTransaction();
  }

  @Override
  public void close() {
    // An open transaction is left to be fenced: aborting it here could wait for a broker that is
    // away.
    try (consumer) {
      producer.close(Duration.ZERO);
    } finally {
      scored.close();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (!open) {
      producer.beginTransaction();
      open = true;
      openedAt = System.nanoTime();
    }
    long before = learner.step();
    try {
      Example example = readable(record);
      publisher.taking(example, record.partition(), record.offset());
      scored.accept(example);
    } catch (UnreadableRecordException e) {
      outbox.send(DeadLetter.of(config.topics().deadLetters(), config.run(), record, e.reason()));
    }
    // A record that ended a window, and with it a step, is itself the first of the next.
    long step = learner.pending() > 0 ? learner.step() : before;
    journal.consumed(step, record.partition(), record.offset());
    positions.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
  }

  /** Learns again what was learnt before; what was refused then is refused again. */
  private void relearn(ConsumerRecord<byte[], byte[]> record, BooleanSupplier going) {
    if (!going.getAsBoolean()) {
      throw new CancellationException("told to stop while recovering");
    }
    try {
      Example example = readable(record);
      publisher.taking(example, record.partition(), record.offset());
      scored.accept(example);
    } catch (UnreadableRecordException e) {
      LOGGER.atTrace().setCause(e).log("a dead letter, as it was before");
    }
  }

  /**
   * The example in a record.
   *
   * @throws UnreadableRecordException if it cannot be read or not be learnt from
   */
  private Example readable(ConsumerRecord<byte[], byte[]> record) {
    try {
      Example example = reader.read(record);
      learner
          .reject(example)
          .ifPresent(
              reason -> {
                throw new RejectedExampleException(reason);
              });
      return example;
    } catch (SerializationException | RejectedExampleException e) {
      vitals.deadLetter();
      throw new UnreadableRecordException(e);
    }
  }

  /** Keeps what is wrong with a record apart from what may go wrong while it is learnt. */
  private static final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException reason;

    UnreadableRecordException(RuntimeException reason) {
      super(reason);
      this.reason = reason;
    }

    RuntimeException reason() {
      return reason;
    }
  }

  private void commit(boolean caughtUp) {
    if (!open) {
      return;
    }
    scored.predictPending();
    if (caughtUp || vitals.age() >= HEALTH_SECONDS) {
      publisher.publishHealth(learner.eventTime());
    }
    outbox.send(config.topics().journal(), journal.next());
    producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
    producer.commitTransaction();
    open = false;
    noteCommitted();
  }

  private void noteCommitted() {
    committed = new HashMap<>();
    positions.forEach(
        (partition, position) -> committed.put(partition.toString(), position.offset()));
  }

  /** Corrects the last figures, which would otherwise say for ever that the run is busy. */
  private void sayThatItIdles() {
    if (!open && vitals.age() >= HEALTH_SECONDS && (vitals.fresh() > 0 || vitals.saidBusy())) {
      producer.beginTransaction();
      publisher.publishHealth(learner.eventTime());
      producer.commitTransaction();
    }
  }

  private Run record(RunState state, String reason) {
    Run run = RunRecord.of(config, state, startedAt, clock.instant(), reason);
    if (state == RunState.STOPPED) {
      // So that anybody can check that a replay gives the same learner.
      run.getSettings().put(RunRecord.DIGEST, HexFormat.of().formatHex(learner.digest()));
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
