package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.trainer.CheckpointHeaders.CheckpointTopics;
import dev.lethe.trainer.CheckpointRestore.Restored;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recovers the state of a run: from its newest checkpoint and the journal after it. */
final class StateRecovery {
  private static final Logger LOGGER = LoggerFactory.getLogger(StateRecovery.class);

  private final TrainerConfig config;
  private final ScanClients scans;
  private final AvroDeserializer<JournalEntry> deserializer;
  private final Optional<CheckpointService> checkpoints;
  private final Supplier<Pipeline> pipelines;
  private final AlarmBoard board;

  /**
   * @param scans scans of the journal
   * @param checkpoints checkpoints of the run; empty if it keeps none
   * @param pipelines returns new pipelines
   */
  StateRecovery(
      TrainerConfig config,
      ScanClients scans,
      AvroSerdes serdes,
      Optional<CheckpointService> checkpoints,
      Supplier<Pipeline> pipelines,
      AlarmBoard board) {
    this.config = config;
    this.scans = scans;
    this.deserializer = serdes.deserializer(JournalEntry.class);
    this.checkpoints = checkpoints;
    this.pipelines = pipelines;
    this.board = board;
  }

  /**
   * A recovered state.
   *
   * @param pipeline pipeline with the state, owned by the caller
   * @param replayed end of the journal
   * @param restored checkpoint that was restored; empty for none
   * @param nanos time for the replay
   * @param skipped input that could not be replayed
   */
  record Recovered(
      Pipeline pipeline,
      Recovery.Replayed replayed,
      Optional<Restored> restored,
      long nanos,
      SkippedRecords skipped) {}

  /**
   * Result of a replay.
   *
   * @param ends by partition of the input, the offset after the last replayed record
   * @param complete end of the journal; empty if records or entries are missing
   * @param broken says what is missing
   */
  private record Outcome(
      Map<Integer, Long> ends,
      Optional<Recovery.Replayed> complete,
      Optional<JournalBrokenException> broken) {}

  /**
   * Recovers the state of the last commit. If there is a newer checkpoint afterwards than the
   * replay has reached, recovers from that: a writer that was busy, of this process or another, has
   * written it meanwhile, and the journal and input before it may have expired.
   *
   * @param input consumer of the input; all partitions are assigned to it
   * @param forgettings exact forgettings of the run
   * @throws java.util.concurrent.CancellationException if {@code running} becomes false
   * @throws JournalBrokenException if records are missing and may not be skipped
   */
  Recovered recover(
      Consumer<byte[], byte[]> input,
      CheckpointTopics topics,
      Forgettings forgettings,
      BooleanSupplier running) {
    checkpoints.ifPresent(service -> service.awaitBeforeRecovery(running));
    var journal = new CommittedJournal(config, scans);
    Optional<CheckpointRestore> restore =
        checkpoints.map(
            service -> new CheckpointRestore(service, topics, journal, forgettings, board));
    Optional<Restored> restored = restore.flatMap(each -> each.newestAfter(-1, pipelines));
    while (true) {
      Pipeline pipeline = restored.map(Restored::pipeline).orElseGet(pipelines);
      RecoveryPoint from = restored.map(Restored::point).orElse(RecoveryPoint.BEGINNING);
      try {
        long startedAt = System.nanoTime();
        Outcome outcome = replay(pipeline, from, input, forgettings, running);
        long reached = outcome.complete().map(Recovery.Replayed::entries).orElse(from.entries());
        Optional<Restored> newer = restore.flatMap(each -> each.newestAfter(reached, pipelines));
        if (newer.isEmpty()) {
          return recovered(pipeline, restored, outcome, from, input, startedAt);
        }
        LOGGER
            .atInfo()
            .setCause(outcome.broken().orElse(null))
            .addKeyValue("run", config.run())
            .log("recovers from a checkpoint that was written meanwhile");
        restored = newer;
      } catch (RuntimeException | Error e) {
        pipeline.close();
        throw e;
      }
      pipeline.close();
    }
  }

  private Outcome replay(
      Pipeline pipeline,
      RecoveryPoint from,
      Consumer<byte[], byte[]> input,
      Forgettings forgettings,
      BooleanSupplier running) {
    var recovery = new Recovery(config, scans, deserializer, from, forgettings);
    pipeline.replaying(true);
    try {
      Recovery.Replayed end = recovery.replay(input, new PipelineReplay(pipeline, running));
      return new Outcome(end.ends(), Optional.of(end), Optional.empty());
    } catch (JournalBrokenException e) {
      return new Outcome(recovery.ends(), Optional.empty(), Optional.of(e));
    }
  }

  private Recovered recovered(
      Pipeline pipeline,
      Optional<Restored> restored,
      Outcome outcome,
      RecoveryPoint from,
      Consumer<byte[], byte[]> input,
      long startedAt) {
    Recovery.Replayed end = outcome.complete().orElseGet(() -> skip(outcome, from, input));
    pipeline.predictPending();
    pipeline.replaying(false);
    return new Recovered(
        pipeline,
        end,
        restored,
        System.nanoTime() - startedAt,
        SkippedRecords.between(outcome.ends(), end.ends()));
  }

  /** Returns the end of a journal of which something is missing that may be skipped. */
  private Recovery.Replayed skip(
      Outcome outcome, RecoveryPoint from, Consumer<byte[], byte[]> input) {
    JournalBrokenException broken = outcome.broken().orElseThrow();
    if (config.onMissing() == TrainerConfig.OnMissing.FAIL) {
      throw broken;
    }
    LOGGER.atWarn().setCause(broken).addKeyValue("run", config.run()).log("skips what is missing");
    int partitions = input.partitionsFor(config.topics().journal()).size();
    Recovery.Replayed end = Recovery.end(config, scans, deserializer, from, partitions);
    input.resume(input.paused());
    return end;
  }
}
