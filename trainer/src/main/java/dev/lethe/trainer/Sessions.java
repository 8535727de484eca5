package dev.lethe.trainer;

import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.alarm.AlarmBoard;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Runs the sessions of a run one after the other, and keeps what outlives a session. */
final class Sessions {
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final SchemaRegistry registry;
  private final AlarmBoard board;
  private final Overruns overruns;

  /**
   * @param board alarms of the run
   */
  Sessions(TrainerConfig config, KafkaClients clients, SchemaRegistry registry, AlarmBoard board) {
    this.config = config;
    this.clients = clients;
    this.registry = registry;
    this.board = board;
    this.overruns = new Overruns(config.run(), clients.transactionTimeout());
  }

  /**
   * Runs one session while {@code running} is true. If an error ends the run, publishes state
   * FAILED; not if another session may follow, or another trainer owns the run.
   *
   * @param onLive called when the session has recovered
   * @throws RuntimeException the error that ended the session; {@link ErrorClassification} decides
   *     whether another session may follow
   */
  void runOne(BooleanSupplier running, Runnable onLive) {
    try (var session = new Session(config, clients, registry, board, Clock.systemUTC())) {
      try {
        session.recover(running);
        onLive.run();
        session.consume(running);
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        throw session.isOverdue() ? overrun(session, e) : e;
      } catch (CancellationException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        if (!ErrorClassification.isTransient(e)) {
          session.fail(reason(e));
        }
        throw e;
      }
    }
  }

  /** Kafka's clients wrap errors, and the wrapper's message says little. */
  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == e ? e.toString() : "%s, caused by %s".formatted(e, root);
  }

  /** Returns the error for a transaction that the broker has timed out. */
  private KafkaException overrun(Session session, KafkaException fenced) {
    Optional<String> advice = overruns.record(session.committed());
    if (advice.isEmpty()) {
      return TransactionOverrunException.first(fenced);
    }
    return session.failFenced(advice.get())
        ? TransactionOverrunException.repeated(advice.get(), fenced)
        : fenced;
  }
}
