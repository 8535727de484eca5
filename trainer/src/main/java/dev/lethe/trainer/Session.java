package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.CheckpointHeaders.CheckpointTopics;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.input.DeadLetterLimits;
import dev.lethe.trainer.meter.RunMeters;
import dev.lethe.trainer.output.Refusals.Refused;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
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
  private final TakeOver takeOver;
  private final SessionClients kafka;
  private final RunStates states;
  private final Optional<CheckpointService> checkpoints;
  private final RunControl control;
  private final Supplier<Pipeline> pipelines;
  private final Optional<SharedInput> shared;
  private final Runnable kafkaMeters;

  /** Null until the recovery begins. */
  private Pipeline pipeline;

  /** Null until the run is live. */
  private SessionState.Live live;

  private BooleanSupplier running = () -> true;

  /**
   * @param admin admin client, which the caller closes
   * @param watch watch of the input topic
   * @param board alarms of the run
   * @param limits limits of the dead-letter topic
   * @param checkpoints checkpoints of the run; empty if it keeps none
   * @param control says when the run is to pause
   * @param shared input that the runs of the process share; empty if the run reads alone
   * @param meters meters of the run
   */
  Session(
      TrainerConfig config,
      KafkaClients clients,
      Admin admin,
      SchemaRegistry registry,
      InputWatch watch,
      AlarmBoard board,
      DeadLetterLimits limits,
      Optional<CheckpointService> checkpoints,
      RunControl control,
      Optional<SharedInput> shared,
      Clock clock,
      RunMeters meters) {
    this.config = config;
    this.watch = watch;
    this.board = board;
    this.clock = clock;
    this.serdes = new AvroSerdes(registry, config.registerSchemas());
    this.takeOver =
        new TakeOver(config, clients, admin, serdes, board, clock, () -> running.getAsBoolean());
    this.clients = takeOver.clients();
    this.kafka = takeOver.kafka();
    this.states = takeOver.states();
    this.checkpoints = checkpoints;
    this.control = control;
    this.shared = shared;
    this.pipelines =
        () -> new Pipeline(config, serdes, kafka.outbox(), board, limits, clock, meters);
    this.kafkaMeters = meters.bind(kafka.consumer(), kafka.producer());
  }

  /**
   * Takes over a run that this process had live before, and publishes that it recovers, before
   * anything that may fail again.
   *
   * @param reason reason why the last session was lost
   */
  void announceRecovery(Run run, String reason) {
    takeOver.announceRecovery(run, reason);
  }

  /**
   * Fences other trainers of this run, restores the newest checkpoint, replays the journal after
   * it, and publishes that the run is live or paused.
   *
   * @return the state of the run
   * @throws CancellationException if {@code running} becomes false during the replay
   */
  RunState recover(BooleanSupplier running) {
    this.running = running;
    Map<String, Integer> schemas = kafka.outbox().prepare(config.topics());
    InputTopic input = watch.read();
    TakeOver.Owned owned =
        takeOver.takeOver(RunRecord.starting(config, input.id().toString(), clock.instant()));
    Run run = owned.run();
    Optional<Run> published = owned.published();
    CheckpointTopics topics = CheckpointTopics.read(takeOver.scans().admin(), config.topics());
    StateRecovery.Recovered recovered =
        new StateRecovery(config, takeOver.scans(), serdes, checkpoints, pipelines, board)
            .recover(kafka.consumer(), topics, RunRecord.forgettings(run), running);
    pipeline = recovered.pipeline();
    Recovery.Replayed replayed = recovered.replayed();
    if (config.onMissing() == TrainerConfig.OnMissing.FAIL) {
      RunContinuation.requireAllEntries(published, replayed.entries());
    }
    board.replace("recovery", RunContinuation.differences(published, pipeline.digest()));
    var inputs = new SessionInputs(config, clients, kafka.consumer(), watch, board, shared);
    inputs.assign();
    var start = new StartPositions(config);
    var positions = start.seek(kafka.consumer(), replayed.ends(), published);
    SkippedRecords skipped = recovered.skipped().and(start.skipped());
    board.replace("skipped", skipped.alarms(topics.input()));
    RunContinuation.addSkipped(run, skipped);
    StartPositions.record(run, positions);
    RunInput records = inputs.open(input, positions);
    pipeline
        .health()
        .live(records::lag, () -> checkpoints.map(CheckpointService::metrics).orElseGet(Map::of));
    var transactions = new Transactions(config, kafka, replayed, positions);
    var headers =
        new CheckpointHeaders(topics, RunProvenance.of(run, config.learner(), schemas), clock);
    Optional<SessionCheckpoints> taken =
        checkpoints.map(
            service ->
                new SessionCheckpoints(config, service, headers, pipeline, transactions::point));
    taken.ifPresent(session -> session.recovered(recovered, skipped));
    checkpoints.ifPresent(
        service ->
            service.announceMissed(
                new CheckpointRecords(config.topics().checkpoints())
                    .announced(takeOver.scans(), config.run())));
    live = new SessionState.Live(run, transactions, records, taken);
    takeOver.end();
    RunState now = control.isPaused() ? RunState.PAUSED : RunState.LIVE;
    transactions.start(states.record(run, now, null));
    return now;
  }

  /**
   * Consumes or pauses while {@code running} is true and the input has not ended, commits, and
   * publishes that the run has stopped.
   *
   * @param first state of the run
   * @param changed receives each new state of the run after it was published
   */
  void consume(BooleanSupplier running, RunState first, Consumer<RunState> changed) {
    requireLive();
    var registry = new RegistryWait(states, live, pipeline, board, changed);
    var loop = new InputLoop(kafka, live, pipeline, control, registry);
    RunState now = first;
    while (running.getAsBoolean() && !live.input().isFinished()) {
      RunState next;
      if (now == RunState.PAUSED) {
        loop.pause(running);
        next = RunState.LIVE;
      } else {
        loop.run(running);
        next = RunState.PAUSED;
      }
      if (running.getAsBoolean() && !live.input().isFinished()) {
        if (next == RunState.PAUSED) {
          live.checkpoints().ifPresent(SessionCheckpoints::takePaused);
        }
        states.publishWithHealth(live, pipeline, states.record(live.run(), next, null));
        changed.accept(next);
        now = next;
      }
    }
    if (watch.isUnreachable()) {
      throw new TimeoutException("the brokers do not answer, so the end is not published");
    }
    live.checkpoints().ifPresent(SessionCheckpoints::takeLast);
    states.publishStop(live, pipeline);
  }

  /** Returns the provenance of the run if this session was live. */
  Optional<Run> liveRun() {
    return Optional.ofNullable(live).map(SessionState.Live::run);
  }

  /**
   * Returns the provenance of the run if this session owns it, and the runs topic has a record of
   * it.
   */
  Optional<Run> knownRun() {
    return live == null
            && takeOver.state() instanceof SessionState.Recovering recovering
            && recovering.known()
        ? Optional.of(recovering.run())
        : liveRun();
  }

  /** Returns true if the open transaction is older than the broker allows. */
  boolean isOverdue() {
    return live != null && live.transactions().isOlderThan(clients.transactionTimeout());
  }

  /** By partition of the input, the offset after the last committed one. */
  Map<String, Long> committed() {
    return requireLive().transactions().committed();
  }

  /** Returns the reason for the error if it is known, or else the error. */
  Throwable explained(Throwable error) {
    return live == null ? error : live.input().explained(error);
  }

  /** Returns the first record that the broker or the producer refused. */
  Optional<Refused> firstRefused() {
    return kafka.outbox().firstRefused();
  }

  /**
   * Publishes that the run has failed, if this trainer owns the run and Kafka accepts it.
   *
   * @return the error that shows that another trainer owns the run now; empty if none does
   */
  Optional<KafkaException> fail(String reason) {
    return states.fail(live == null ? takeOver.state() : live, reason);
  }

  /**
   * Publishes that the run has failed, after the broker has timed out a transaction of this live
   * session and fenced its producer.
   *
   * @return false if another trainer owns the run now, so nothing was published
   */
  boolean failFenced(String reason) {
    return states.failFenced(requireLive().run(), reason);
  }

  @Override
  public void close() {
    try (takeOver) {
      kafkaMeters.run();
      if (live != null) {
        live.input().close();
      }
      if (pipeline != null) {
        pipeline.close();
      }
    }
  }

  private SessionState.Live requireLive() {
    if (live == null) {
      throw new IllegalStateException("session: got state " + takeOver.state() + ", expected Live");
    }
    return live;
  }
}
