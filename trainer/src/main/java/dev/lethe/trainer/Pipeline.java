package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.learner.scorecard.LearnerSnapshot;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.state.StateBytes;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.ExampleOutcome;
import dev.lethe.learner.window.WindowRule;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.SchemaRegistry.RegistryUnavailableException;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.alarm.InputAlarms;
import dev.lethe.trainer.input.DeadLetter;
import dev.lethe.trainer.input.DeadLetterLimits;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.input.InputRecord;
import dev.lethe.trainer.input.RejectedExampleException;
import dev.lethe.trainer.input.Tombstones;
import dev.lethe.trainer.meter.RunMeters;
import dev.lethe.trainer.output.Outbox;
import dev.lethe.trainer.output.RunPublisher;
import dev.lethe.trainer.output.ServiceMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes input records to the learner and its events to the outbox. A replay takes the same path
 * but sends nothing.
 *
 * <p>Owned by the run's thread.
 */
final class Pipeline implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Pipeline.class);

  private final TrainerConfig config;
  private final Outbox outbox;
  private final DeadLetterLimits limits;
  private final Clock clock;
  private final RunMeters meters;
  private final InputAlarms alarms;
  private final ExampleReader reader;
  private final HealthReports health;
  private final ServiceMetrics service;
  private final RunPublisher publisher;
  private final ScoredLearner scored;

  /** Read-only; examples go to {@link #scored}. */
  private final Learner learner;

  /** Keys of examples that older checkpoints may still hold. */
  private final Set<Long> forgotten = new HashSet<>();

  private boolean replaying;

  /**
   * @param board alarms of the run
   * @param limits limits of the dead-letter topic
   * @param meters meters of the run
   */
  Pipeline(
      TrainerConfig config,
      AvroSerdes serdes,
      Outbox outbox,
      AlarmBoard board,
      DeadLetterLimits limits,
      Clock clock,
      RunMeters meters) {
    this.config = config;
    this.outbox = outbox;
    this.limits = limits;
    this.clock = clock;
    this.meters = meters;
    this.alarms = new InputAlarms(config.topics(), System::nanoTime);
    this.reader =
        new ExampleReader(serdes.deserializer(dev.lethe.schemas.Example.class), config.maxAhead());
    this.health = new HealthReports(board, alarms, clock);
    this.service = health.service();
    this.publisher =
        new RunPublisher(
            config.run(),
            config.topics(),
            outbox,
            service,
            board,
            meters,
            config.learner().windows() instanceof WindowRule.ByDrift,
            config.scorecard().isPresent(),
            config.everyPrediction());
    ReferenceNetworks references = config.scorecard().orElse(ReferenceNetworks.NONE);
    this.scored = new ScoredLearner(config.learner(), references, publisher);
    this.learner = scored.learner();
  }

  /** Starts or ends a replay, which changes the learner as the original did and sends nothing. */
  void replaying(boolean now) {
    replaying = now;
    publisher.replaying(now);
    scored.setReplaying(now);
    alarms.replaying(now);
    service.restartRate();
  }

  /** Returns the meters of the run. */
  RunMeters meters() {
    return meters;
  }

  /** Returns the health reports of the run. */
  HealthReports health() {
    return health;
  }

  /** Processes a record that no other run shares. */
  long process(ConsumerRecord<byte[], byte[]> record) {
    return process(new InputRecord(record));
  }

  /**
   * Offers the example in a record to the learner. A record that cannot be read, or whose example
   * the learner rejects, becomes a dead letter.
   *
   * @return the learning step that the record belongs to
   * @throws RegistryUnavailableException if the registry does not answer for the schema of the
   *     record: nothing has changed
   */
  long process(InputRecord input) {
    ConsumerRecord<byte[], byte[]> record = input.consumed();
    long step = process(input, record);
    if (!replaying) {
      meters.consumed();
    }
    return step;
  }

  private long process(InputRecord input, ConsumerRecord<byte[], byte[]> record) {
    OptionalLong forgotten = Tombstones.key(record);
    if (forgotten.isPresent()) {
      service.consumed(record.timestamp());
      forget(Set.of(forgotten.getAsLong()));
      return learner.step();
    }
    Example example;
    try {
      example = input.example(reader);
    } catch (SerializationException e) {
      service.consumed(record.timestamp());
      sendToDeadLetters(record, e);
      return learner.step();
    }
    service.consumed(record.timestamp());
    ExampleOutcome outcome = scored.accept(example);
    if (outcome instanceof ExampleOutcome.Rejected rejected) {
      sendToDeadLetters(record, new RejectedExampleException(rejected.reason()));
    } else {
      alarms.accepted(example);
    }
    return outcome.step();
  }

  /**
   * Returns false if the registry does not answer for the schema of a record.
   *
   * @throws RegistryUnavailableException if a retry does not help
   */
  boolean isReadable(InputRecord record) {
    try {
      record.example(reader);
    } catch (SerializationException e) {
      return true; // The registry has answered.
    } catch (RegistryUnavailableException e) {
      if (!ErrorClassification.isTransient(e)) {
        throw e;
      }
      return false;
    }
    return true;
  }

  /**
   * Removes examples from buffers, holdouts and pending steps.
   *
   * @param keys keys of their ids
   */
  void forget(Set<Long> keys) {
    scored.forget(keys);
    if (config.checkpoints().isPresent()) {
      forgotten.addAll(keys);
    }
  }

  /** Returns and clears the keys of the examples forgotten since the last call. */
  Set<Long> takeForgotten() {
    Set<Long> keys = Set.copyOf(forgotten);
    forgotten.clear();
    return keys;
  }

  private void sendToDeadLetters(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) {
    service.deadLetter();
    alarms.rejected(String.valueOf(cause.getMessage()));
    if (replaying) {
      LOGGER.atTrace().setCause(cause).log("replayed a dead letter");
    } else {
      meters.deadLetter(String.valueOf(cause.getMessage()));
      outbox.send(
          DeadLetter.of(
              config.topics().deadLetters(), config.run(), record, cause, limits, clock.millis()));
    }
  }

  /** Predicts the examples that wait for their learning step, and publishes all outcomes. */
  void predictPending() {
    scored.predictPending();
    publisher.publishOutcomes();
  }

  /** Returns true if an accepted example waits for its prediction. */
  boolean hasUnpredicted() {
    return learner.hasUnpredicted();
  }

  /** Learning steps completed. */
  long step() {
    return learner.step();
  }

  Learner learner() {
    return learner;
  }

  /** SHA-256 of the learner's state. */
  byte[] digest() {
    return learner.digest();
  }

  /** Copies the state, for a checkpoint. Predicts pending examples first. */
  PipelineState snapshot() {
    LearnerSnapshot state = scored.snapshot();
    var counts = new StateBytes();
    new StateWriter(counts).put("service", service).put("publisher", publisher);
    return new PipelineState(
        state, counts, learner.step(), learner.examples(), learner.window(), learner.eventTime());
  }

  /**
   * Restores the learner and its scorecards. The pipeline must be new; if this fails, it cannot be
   * used.
   *
   * @param in what {@link PipelineState#learner} wrote
   * @throws dev.lethe.learner.state.StateMismatchException if the state belongs to other settings
   *     or is damaged
   */
  void restoreLearner(InputStream in) {
    scored.restore(in);
  }

  /**
   * Restores the counts of the service and the newest health.
   *
   * @param in what {@link PipelineState#service} wrote; supports marks
   */
  void restoreService(InputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return; // a fork, whose service is new
    }
    in.reset();
    var state = new StateReader(in);
    state.get("service", service);
    state.get("publisher", publisher);
  }

  /** Returns the number of the newest task window, -1 before the first. */
  int window() {
    return learner.window();
  }

  /** Publishes a health record within the open transaction. */
  void publishHealth() {
    health.publish(publisher, learner.eventTime());
  }

  @Override
  public void close() {
    scored.close();
  }
}
