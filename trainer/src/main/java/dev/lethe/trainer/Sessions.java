package dev.lethe.trainer;

import dev.lethe.schemas.RunState;
import dev.lethe.schemas.SchemaRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** A run's sessions, one after the other, and what is to be remembered from one to the next. */
final class Sessions {
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final SchemaRegistry registry;
  private final Overruns overruns;

  Sessions(TrainerConfig config, KafkaClients clients, SchemaRegistry registry) {
    this.config = config;
    this.clients = clients;
    this.registry = registry;
    this.overruns = new Overruns(config.run(), clients.transactionTimeout());
  }

  /**
   * Runs one session until it is told to stop, and says on the runs topic how it ended, unless
   * another session may follow or another trainer has the run.
   *
   * @param live told when it has recovered
   * @throws RuntimeException what ended it; {@link ErrorClassification} tells whether another may
   *     follow
   */
  void runOne(BooleanSupplier going, Runnable live) {
    try (var session = new Session(config, clients, registry, Clock.systemUTC())) {
      session.begin(going);
      live.run();
      try {
        session.consume(going);
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        throw session.overran() ? overrun(session, e) : e;
      } catch (KafkaException | SchemaRegistry.RegistryUnavailableException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        session.fail(e.toString());
        throw e;
      }
      session.end(RunState.STOPPED, null);
    }
  }

  /** What follows from a transaction that was late: once it may pass. */
  private KafkaException overrun(Session session, KafkaException fenced) {
    Optional<String> hopeless = overruns.late(session.committed());
    if (hopeless.isEmpty()) {
      return TransactionOverrunException.passing(fenced);
    }
    return session.failFenced(hopeless.get())
        ? TransactionOverrunException.hopeless(hopeless.get(), fenced)
        : fenced;
  }
}
