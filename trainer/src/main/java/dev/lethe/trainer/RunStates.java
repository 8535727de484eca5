package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.trainer.output.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the states of a run. State FAILED is published even if the run's transactional producer
 * can no longer be used, unless another trainer owns the run.
 */
final class RunStates {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunStates.class);

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final AvroSerdes serdes;
  private final SessionClients kafka;
  private final Clock clock;

  RunStates(
      TrainerConfig config,
      KafkaClients clients,
      AvroSerdes serdes,
      SessionClients kafka,
      Clock clock) {
    this.config = config;
    this.clients = clients;
    this.serdes = serdes;
    this.kafka = kafka;
    this.clock = clock;
  }

  /** Returns the record of the run in a state, now. */
  Run record(Run run, RunState state, String reason) {
    return RunRecord.withState(run, state, clock.instant(), reason);
  }

  /** Publishes a state of a run that this trainer owns. No transaction may be open. */
  void publish(Run run, RunState state, String reason) {
    Run record = record(run, state, reason);
    kafka.outbox().inOwnTransaction(() -> kafka.outbox().send(config.topics().runs(), record));
  }

  /** Publishes the last health of a run, and that it has stopped. No transaction may be open. */
  void publishStop(SessionState.Live live, Pipeline pipeline) {
    Run stopped =
        RunRecord.stopped(
            live.run(), clock.instant(), pipeline.learner(), live.transactions().entries());
    publishWithHealth(live, pipeline, stopped);
  }

  /** Publishes a record of a run, and its newest health. No transaction may be open. */
  void publishWithHealth(SessionState.Live live, Pipeline pipeline, Run record) {
    kafka
        .outbox()
        .inOwnTransaction(
            () -> {
              pipeline.publishHealth();
              live.checkpoints().ifPresent(taken -> taken.publishChanges(kafka.outbox()));
              kafka.outbox().send(config.topics().runs(), record);
            });
  }

  /**
   * Publishes that the run has failed, if no other trainer can own it and Kafka accepts the record.
   *
   * @param state state of the session that failed
   * @return the error that shows that another trainer owns the run now; empty if none does
   */
  Optional<KafkaException> fail(SessionState state, String reason) {
    try {
      if (state instanceof SessionState.Live live) {
        live.transactions().abort();
      }
      if (state instanceof SessionState.Owned owned) {
        publish(owned.run(), RunState.FAILED, reason);
      } else if (state instanceof SessionState.Ended ended) {
        publishWithoutTransaction(record(ended.run(), RunState.FAILED, reason));
      } else if (state instanceof SessionState.Checked checked && !checked.mayBeLive()) {
        publishWithoutTransaction(record(checked.run(), RunState.FAILED, reason));
      }
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      return Optional.of(e);
    } catch (RuntimeException e) {
      LOGGER.atInfo().setCause(e).log("the transactional producer cannot publish the failure");
      if (state instanceof SessionState.Owned owned) {
        publishWithoutTransaction(record(owned.run(), RunState.FAILED, reason));
      }
    }
    return Optional.empty();
  }

  /** A producer that lost its right to transactions, or has a fatal error, cannot publish. */
  private void publishWithoutTransaction(Run record) {
    var producer = clients.plainProducer();
    try {
      var outbox = new Outbox(config.run(), producer, serdes);
      outbox.send(config.topics().runs(), record);
      outbox
          .firstRefused()
          .ifPresent(refused -> logUnpublished(new IllegalStateException(refused.cause())));
    } catch (RuntimeException e) {
      logUnpublished(e);
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  /**
   * Publishes that the run has failed, after the broker has fenced the run's producer.
   *
   * @return false if another trainer owns the run now, so nothing was published
   */
  boolean failFenced(Run run, String reason) {
    try {
      return new FencedRunReporter(config, clients, serdes)
          .publish(record(run, RunState.FAILED, reason));
    } catch (RuntimeException e) {
      logUnpublished(e);
      return true;
    }
  }

  private void logUnpublished(RuntimeException e) {
    LOGGER
        .atWarn()
        .setCause(e)
        .addKeyValue("run", config.run())
        .log("could not publish that the run failed");
  }
}
