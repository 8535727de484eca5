package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.trainer.alarm.AlarmBoard;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * Takes over a run for a session: fences other trainers, ends their open and hanging transactions,
 * and publishes that the run recovers, also why its recovery stands still.
 *
 * <p>Owned by the session's thread.
 */
final class TakeOver implements AutoCloseable {
  private final TrainerConfig config;
  private final AlarmBoard board;
  private final KafkaClients clients;
  private final ScanClients scans;
  private final SessionClients kafka;
  private final PublishedRun runs;
  private final RunStates states;
  private final BooleanSupplier running;

  private SessionState state = new SessionState.Connected();

  /** Reason, in the newest record of the run, why the recovery stands still. */
  private Optional<String> standstill = Optional.empty();

  /**
   * @param clients clients of the session, which report to this object what holds them back
   * @param admin admin client, which the caller closes
   * @param running becomes false when the run is to stop
   */
  TakeOver(
      TrainerConfig config,
      KafkaClients clients,
      Admin admin,
      AvroSerdes serdes,
      AlarmBoard board,
      Clock clock,
      BooleanSupplier running) {
    this.config = config;
    this.board = board;
    this.clients = clients.reporting(this::heldBack);
    this.scans = this.clients.scans(admin);
    this.kafka = SessionClients.create(config, this.clients, serdes);
    this.runs = new PublishedRun(config, scans, serdes.deserializer(Run.class));
    this.states = new RunStates(config, this.clients, serdes, kafka, clock);
    this.running = running;
  }

  /**
   * A run that this trainer owns now.
   *
   * @param run record of the run with the settings of this trainer
   * @param published newest record before; empty for a new run
   */
  record Owned(Run run, Optional<Run> published) {}

  KafkaClients clients() {
    return clients;
  }

  /** Returns the scans of the recovery. */
  ScanClients scans() {
    return scans;
  }

  SessionClients kafka() {
    return kafka;
  }

  RunStates states() {
    return states;
  }

  /** Returns the state of the session before it is live. */
  SessionState state() {
    return state;
  }

  /**
   * Takes over a run that this process had live before, and publishes that it recovers, before
   * anything that may fail again.
   *
   * @param run record of the run when it was live
   * @param reason reason why the last session was lost
   */
  void announceRecovery(Run run, String reason) {
    kafka.producer().initTransactions();
    // Not known until it is read: a standstill meanwhile must not publish an older record.
    state = new SessionState.Recovering(run, false);
    Optional<String> aborted = endHanging();
    // Another trainer may have published meanwhile, for example what it has skipped or forgotten.
    Run newest = runs.find().orElse(run);
    state = new SessionState.Recovering(newest, true);
    states.publish(
        newest, RunState.RECOVERING, aborted.map(hung -> reason + "; " + hung).orElse(reason));
  }

  /**
   * Takes over a run, unless {@link #announceRecovery} has done so.
   *
   * @param configured record of a new run with the settings of this trainer
   * @throws IllegalArgumentException if the run has other settings: then no trainer was fenced
   */
  Owned takeOver(Run configured) {
    board.replace("standstill", List.of()); // The last session may have been lost in one.
    boolean owned = state instanceof SessionState.Recovering;
    boolean fenced = false;
    Optional<String> aborted = Optional.empty();
    if (!owned && runs.isHeldBackAsIn(configured, clients, scans)) {
      // Aborts the transaction that a killed trainer left open; find() would wait for its timeout.
      kafka.producer().initTransactions();
      fenced = true;
      aborted = endHanging();
    }
    Optional<Run> published = runs.find();
    // Before other trainers are fenced: a start with wrong settings must not end a live run.
    Run run = continued(configured, published);
    if (owned) {
      return new Owned(run, published);
    }
    state = new SessionState.Checked(run, published);
    if (!fenced) {
      kafka.producer().initTransactions();
      // Another trainer may have published until now, for example what it has skipped.
      published = runs.find();
      run = continued(configured, published);
    }
    state = new SessionState.Recovering(run, published.isPresent());
    if (!fenced) {
      aborted = endHanging();
    }
    if (published.isPresent()) {
      states.publish(run, RunState.RECOVERING, aborted.orElse(null));
    }
    return new Owned(run, published);
  }

  /** Ends the take-over: the run is live, and its session publishes its states. */
  void end() {
    state = new SessionState.Connected();
    scans.close();
  }

  @Override
  public void close() {
    try (kafka) {
      scans.close();
    }
  }

  private Run continued(Run configured, Optional<Run> published) {
    try {
      return RunContinuation.continued(configured, published);
    } catch (InputChangedException e) {
      state = published.<SessionState>map(SessionState.Ended::new).orElse(state);
      throw e;
    }
  }

  /**
   * Ends hanging transactions of the run, after its producer was initialised.
   *
   * @return what hung, in words; empty if nothing did
   */
  private Optional<String> endHanging() {
    Optional<String> aborted =
        new HangingTransactions(config, clients, scans.admin(), kafka.producer()).end();
    aborted.ifPresent(board::warn);
    return aborted;
  }

  /**
   * Makes visible that the recovery waits for an open transaction.
   *
   * @throws CancellationException if the run is to stop
   */
  private void heldBack(Optional<String> reason) {
    if (!running.getAsBoolean()) {
      throw new CancellationException("stopped while an open transaction held back the recovery");
    }
    board.replace(
        "standstill", reason.map(text -> new Alarm("transaction.open", text)).stream().toList());
    if (state instanceof SessionState.Recovering recovering
        && recovering.known()
        && !reason.equals(standstill)) {
      states.publish(recovering.run(), RunState.RECOVERING, reason.orElse(null));
    }
    standstill = reason;
  }
}
