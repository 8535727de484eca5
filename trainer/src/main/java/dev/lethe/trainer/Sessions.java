package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.Component;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.input.DeadLetterLimits;
import dev.lethe.trainer.meter.RunMeters;
import dev.lethe.trainer.output.Refusals.Refused;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/** Runs the sessions of a run one after the other, and keeps what outlives a session. */
final class Sessions {
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final ClusterAdmin cluster;
  private final SchemaRegistry registry;
  private final InputWatch watch;
  private final AlarmBoard board;
  private final Optional<CheckpointService> checkpoints;
  private final RunControl control;
  private final Optional<SharedInput> shared;
  private final RunMeters meters;
  private final Overruns overruns;

  /** Limits of the dead-letter topic that refused letters have shown. */
  private DeadLetterLimits learned = DeadLetterLimits.NONE;

  /** Provenance of the run after a session of this process owned it. */
  private Optional<Run> known = Optional.empty();

  /** Reason why the last session was lost; empty once the runs topic says so. */
  private Optional<String> unannounced = Optional.empty();

  /**
   * @param cluster admin client of all sessions, which the caller closes
   * @param watch watch of the input topic
   * @param board alarms of the run
   * @param checkpoints checkpoints of the run; empty if it keeps none
   * @param control says when the run is to pause
   * @param shared input that the runs of the process share; empty if the run reads alone
   * @param meters meters of the run
   */
  Sessions(
      TrainerConfig config,
      KafkaClients clients,
      ClusterAdmin cluster,
      SchemaRegistry registry,
      InputWatch watch,
      AlarmBoard board,
      Optional<CheckpointService> checkpoints,
      RunControl control,
      Optional<SharedInput> shared,
      RunMeters meters) {
    this.config = config;
    this.clients = clients;
    this.cluster = cluster;
    this.registry = registry;
    this.watch = watch;
    this.board = board;
    this.checkpoints = checkpoints;
    this.control = control;
    this.shared = shared;
    this.meters = meters;
    this.overruns = new Overruns(config.run(), clients.transactionTimeout());
  }

  /**
   * Runs one session while {@code running} is true, or to the end of its range. If an error ends
   * the run, publishes state FAILED; not if another session may follow, or another trainer owns the
   * run.
   *
   * @param changed receives the state when the session has recovered, pauses or resumes
   * @throws RuntimeException the error that ended the session; {@link ErrorClassification} decides
   *     whether another session may follow
   */
  void runOne(BooleanSupplier running, Consumer<RunState> changed) {
    DeadLetterLimits limits = readLimits().and(learned);
    try (var session =
        new Session(
            config,
            clients,
            cluster.admin(),
            registry,
            watch,
            board,
            limits,
            checkpoints,
            control,
            shared,
            Clock.systemUTC(),
            meters)) {
      try {
        if (known.isPresent()) {
          announceRecovery(session);
          requireTopics();
        }
        RunState first = session.recover(running);
        known = session.liveRun();
        board.replace("session", List.of());
        changed.accept(first);
        session.consume(running, first, changed);
      } catch (ProducerFencedException | InvalidProducerEpochException e) {
        throw session.isOverdue() ? lost(session, overrun(session, e)) : takenOver(e);
      } catch (CancellationException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        throw ended(session, limits, e);
      }
    }
  }

  private RunFailedException takenOver(KafkaException fenced) {
    return new RunFailedException(
        "Another trainer has started run '%s' and continues it".formatted(config.run()), fenced);
  }

  private DeadLetterLimits readLimits() {
    var topic = DeadLetterTopic.read(cluster.admin(), config.topics());
    if (known.isEmpty()) {
      topic.warning().ifPresent(board::warn);
    }
    return topic.limits().and(DeadLetterLimits.ofSize(clients.maxRequestBytes()));
  }

  private void announceRecovery(Session session) {
    if (unannounced.isPresent()) {
      session.announceRecovery(known.get(), unannounced.get());
      unannounced = Optional.empty();
    }
  }

  /** The topics may have been deleted since the last session. */
  private void requireTopics() {
    try {
      new TopicAdmin(cluster).require(Component.TRAINER.topics(config.topics()));
    } catch (IllegalArgumentException e) {
      if (e.getCause() != null) {
        // No broker answered; a missing topic has no cause.
        throw new TimeoutException(e.getMessage(), e);
      }
      throw e;
    }
  }

  /** Returns the error to throw after a session ended with this error. */
  private RuntimeException ended(Session session, DeadLetterLimits limits, Throwable error) {
    Throwable e = session.explained(error);
    Optional<Refused> refused =
        ErrorClassification.isRefused(FailureReason.root(e))
            ? session.firstRefused()
            : Optional.empty();
    Optional<DeadLetterLimits> tightened =
        refused
            .filter(first -> first.topic().equals(config.topics().deadLetters()))
            .flatMap(first -> limits.tightened(first.cause()));
    if (tightened.isPresent()) {
      learned = tightened.get();
      return lost(
          session,
          new DeadLetterRefusedException(config.topics().deadLetters(), refused.get().cause()));
    }
    if (e instanceof RuntimeException lost && ErrorClassification.isTransient(e)) {
      return lost(session, lost);
    }
    Optional<String> words = FailureReason.inWords(e, config, refused);
    Optional<KafkaException> fenced =
        session.fail(words.orElseGet(() -> FailureReason.ofClient(e)));
    if (fenced.isPresent()) {
      // The error is a consequence: the other trainer moves the run's offsets and journal on.
      return takenOver(fenced.get());
    }
    if (words.isPresent()) {
      return new RunFailedException(words.get(), e);
    }
    if (e instanceof Error fatal) {
      throw fatal;
    }
    return (RuntimeException) e;
  }

  /** Raises an alarm until the next session is live. */
  private RuntimeException lost(Session session, RuntimeException e) {
    meters.sessionLost();
    if (ErrorClassification.isTransient(e)) {
      String reason = FailureReason.ofClient(e);
      if (session.knownRun().isPresent()) {
        known = session.knownRun();
        unannounced = Optional.of(reason);
      }
      board.replace(
          "session",
          List.of(
              new Alarm(
                  "run.recovering",
                  "The run was interrupted and recovers from its journal (%s)."
                      .formatted(reason))));
    }
    return e;
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
