package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.trainer.CheckpointHeaders.CheckpointTopics;
import dev.lethe.trainer.CheckpointRestore.Restored;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
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
  private final KafkaClients clients;
  private final AvroDeserializer<JournalEntry> deserializer;
  private final Optional<CheckpointService> checkpoints;
  private final Supplier<Pipeline> pipelines;
  private final AlarmBoard board;

  /**
   * @param checkpoints checkpoints of the run; empty if it keeps none
   * @param pipelines returns new pipelines
   */
  StateRecovery(
      TrainerConfig config,
      KafkaClients clients,
      AvroSerdes serdes,
      Optional<CheckpointService> checkpoints,
      Supplier<Pipeline> pipelines,
      AlarmBoard board) {
    this.config = config;
    this.clients = clients;
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
   * Recovers the state of the last commit.
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
    Optional<Restored> restored =
        checkpoints.flatMap(
            service ->
                new CheckpointRestore(service, topics, forgettings, board).newest(pipelines));
    Pipeline pipeline = restored.map(Restored::pipeline).orElseGet(pipelines);
    RecoveryPoint from = restored.map(Restored::point).orElse(RecoveryPoint.BEGINNING);
    try {
      var recovery = new Recovery(config, clients, deserializer, from, forgettings);
      return replay(pipeline, restored, input, recovery, from, running);
    } catch (RuntimeException | Error e) {
      pipeline.close();
      throw e;
    }
  }

  private Recovered replay(
      Pipeline pipeline,
      Optional<Restored> restored,
      Consumer<byte[], byte[]> input,
      Recovery recovery,
      RecoveryPoint from,
      BooleanSupplier running) {
    long startedAt = System.nanoTime();
    var skipped = SkippedRecords.NONE;
    Recovery.Replayed replayed;
    pipeline.replaying(true);
    try {
      replayed = recovery.replay(input, new PipelineReplay(pipeline, running));
    } catch (JournalBrokenException e) {
      if (config.onMissing() == TrainerConfig.OnMissing.FAIL) {
        throw e;
      }
      LOGGER.atWarn().setCause(e).addKeyValue("run", config.run()).log("skips what is missing");
      int partitions = input.partitionsFor(config.topics().journal()).size();
      replayed = Recovery.end(config, clients, deserializer, from, partitions);
      skipped = SkippedRecords.between(recovery.ends(), replayed.ends());
      input.resume(input.paused());
    }
    pipeline.predictPending();
    pipeline.replaying(false);
    return new Recovered(pipeline, replayed, restored, System.nanoTime() - startedAt, skipped);
  }
}
