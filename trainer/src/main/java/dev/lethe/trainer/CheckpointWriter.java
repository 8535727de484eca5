package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointDamagedException;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.meter.RunMeters;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the checkpoints of a run, has some of them verified, and deletes those that the retention
 * does not keep or that hold forgotten examples. Owned by the writing thread.
 */
final class CheckpointWriter {
  private static final String ALARMS = "checkpoints";
  private static final Logger LOGGER = LoggerFactory.getLogger(CheckpointWriter.class);

  private final String run;
  private final CheckpointSettings settings;
  private final CheckpointStore store;
  private final CheckpointVerification verification;
  private final AlarmBoard board;
  private final RunMeters meters;
  private final RetainedCheckpoints retained;
  private final Consumer<StoredCheckpoint> changes;

  /** Keys of examples that older checkpoints may hold. */
  private final Set<Long> toForget = new HashSet<>();

  /**
   * @param meters meters of the run
   * @param changes receives checkpoints that were written, verified or deleted
   */
  CheckpointWriter(
      String run,
      CheckpointSettings settings,
      CheckpointStore store,
      CheckpointVerification verification,
      AlarmBoard board,
      RunMeters meters,
      Consumer<StoredCheckpoint> changes) {
    this.run = run;
    this.settings = settings;
    this.store = store;
    this.verification = verification;
    this.board = board;
    this.meters = meters;
    this.retained = new RetainedCheckpoints(run, settings, store);
    this.changes = changes;
  }

  /**
   * Writes a checkpoint, then deletes those that it makes superfluous. If that fails, raises an
   * alarm until one is written.
   *
   * @param headers returns the header, given the digest of the state in hex
   * @param forgotten keys of examples; older checkpoints that hold one of them are deleted
   * @return the checkpoint; empty if it could not be written, or the store had it already
   */
  Optional<StoredCheckpoint> write(
      Function<String, CheckpointHeader> headers, PipelineState state, Set<Long> forgotten) {
    toForget.addAll(forgotten);
    long startedAt = System.nanoTime();
    try {
      CheckpointHeader header = headers.apply(state.digest());
      if (exists(header)) {
        deleteForgotten(header.name());
        return Optional.empty();
      }
      long size = store.write(header.name(), CheckpointFile.content(header, state.sections()));
      var written =
          new StoredCheckpoint(
              header,
              store.location(header.name()),
              size,
              StoredCheckpoint.State.WRITTEN,
              null,
              System.nanoTime() - startedAt);
      changes.accept(written);
      meters.checkpointWritten(size, written.nanos());
      deleteForgotten(header.name());
      verification.written(written, changes);
      retained.add(written).forEach(changes);
      board.replace(ALARMS, List.of());
      return Optional.of(written);
    } catch (IOException | RuntimeException e) {
      meters.checkpointFailed();
      LOGGER.atWarn().setCause(e).addKeyValue("run", run).log("could not write a checkpoint");
      board.replace(
          ALARMS,
          List.of(
              new Alarm(
                  "checkpoint.failed",
                  "The newest checkpoint could not be written to %s, so a recovery takes longer; the run goes on (%s)."
                      .formatted(settings.location(), FailureReason.ofClient(e)))));
      return Optional.empty();
    }
  }

  private void deleteForgotten(CheckpointName newest) throws IOException {
    if (!toForget.isEmpty()) {
      List<StoredCheckpoint> deleted =
          new ForgottenCheckpoints(store).delete(newest, entries -> false, toForget);
      deleted.forEach(retained::remove);
      deleted.forEach(changes);
      toForget.clear();
    }
  }

  /**
   * Returns true if the store has this checkpoint, because the run was killed after writing it. The
   * state is determined by what it contains, so it is the same one. Deletes a damaged one.
   */
  private boolean exists(CheckpointHeader header) throws IOException {
    if (!store.list(run).contains(header.name())) {
      return false;
    }
    try (InputStream in = store.open(header.name())) {
      CheckpointHeader existing = CheckpointFile.verify(in);
      if (!existing.digest().equals(header.digest())) {
        throw new IOException(
            "%s: got a checkpoint of another run '%s', with digest %s, expected no checkpoint or digest %s: use another location, or delete it"
                .formatted(store.location(header.name()), run, existing.digest(), header.digest()));
      }
      return true;
    } catch (CheckpointDamagedException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("checkpoint", header.name()).log("written anew");
      store.delete(header.name());
      return false;
    }
  }
}
