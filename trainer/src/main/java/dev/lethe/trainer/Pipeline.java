package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.trainer.input.DeadLetter;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.input.RejectedExampleException;
import dev.lethe.trainer.output.Outbox;
import dev.lethe.trainer.output.RunPublisher;
import dev.lethe.trainer.output.ServiceMetrics;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a record passes through: it is read, taken by the learner or refused, and what comes of it
 * goes to the outbox. The same in a replay, without the outbox.
 *
 * <p>Owned by the run's thread.
 */
final class Pipeline implements AutoCloseable {
  /** Seconds between health records under load, and after which an idle run says that it idles. */
  private static final double HEALTH_SECONDS = 1;

  private static final Logger LOGGER = LoggerFactory.getLogger(Pipeline.class);

  private final TrainerConfig config;
  private final Outbox outbox;
  private final ExampleReader reader;
  private final ServiceMetrics vitals;
  private final RunPublisher publisher;
  private final ScoredLearner scored;

  /** To be asked only; examples go to {@link #scored}. */
  private final Learner learner;

  private boolean replaying;

  /**
   * @param lag records between the run's position and the end of the input
   */
  Pipeline(TrainerConfig config, AvroSerdes serdes, Outbox outbox, LongSupplier lag) {
    this.config = config;
    this.outbox = outbox;
    this.reader = new ExampleReader(serdes.deserializer(dev.lethe.schemas.Example.class));
    this.vitals = new ServiceMetrics(System::nanoTime, lag);
    this.publisher =
        new RunPublisher(
            config.run(), config.topics(), outbox, vitals, config.scorecard().isPresent());
    ReferenceNetworks references = config.scorecard().orElse(ReferenceNetworks.NONE);
    this.scored = new ScoredLearner(config.learner(), references, publisher);
    this.learner = scored.learner();
  }

  /** While it replays, it learns again what was learnt before, and sends nothing. */
  void replaying(boolean now) {
    replaying = now;
    publisher.mute(now);
    scored.setReplaying(now);
    vitals.restartRate();
  }

  /**
   * Lets the learner take the example in a record; a record that cannot be read, or not be learnt
   * from, becomes a dead letter.
   *
   * @return the learning step that the record belongs to
   */
  long take(ConsumerRecord<byte[], byte[]> record) {
    long before = learner.step();
    Example example;
    try {
      example = readable(record);
    } catch (SerializationException | RejectedExampleException e) {
      refuse(record, e);
      return stepOfNewest(before);
    }
    publisher.taking(example, record.partition(), record.offset());
    scored.accept(example);
    return stepOfNewest(before);
  }

  /** A record that ended a window, and with it a step, is itself the first of the next. */
  private long stepOfNewest(long before) {
    return learner.pending() > 0 ? learner.step() : before;
  }

  private Example readable(ConsumerRecord<byte[], byte[]> record) {
    Example example = reader.read(record);
    learner
        .reject(example)
        .ifPresent(
            reason -> {
              throw new RejectedExampleException(reason);
            });
    return example;
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, RuntimeException reason) {
    vitals.deadLetter();
    if (replaying) {
      LOGGER.atTrace().setCause(reason).log("a dead letter, as it was before");
    } else {
      outbox.send(DeadLetter.of(config.topics().deadLetters(), config.run(), record, reason));
    }
  }

  void predictPending() {
    scored.predictPending();
  }

  /** Learning steps made. */
  long step() {
    return learner.step();
  }

  /** SHA-256 over all that the learner is. */
  byte[] digest() {
    return learner.digest();
  }

  void publishHealth() {
    publisher.publishHealth(learner.eventTime());
  }

  /** Whether the newest health is old enough for another. */
  boolean isHealthDue() {
    return vitals.age() >= HEALTH_SECONDS;
  }

  /** Whether the newest health, which says that the run is busy, is due to be corrected. */
  boolean idlesUnsaid() {
    return isHealthDue() && (vitals.fresh() > 0 || vitals.saidBusy());
  }

  @Override
  public void close() {
    scored.close();
  }
}
