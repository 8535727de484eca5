package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.trainer.CheckpointHeaders.CheckpointTopics;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.forget.Forgettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the newest good checkpoint of a run. Skips those that are damaged, with an alarm.
 *
 * <p>For one recovery.
 */
final class CheckpointRestore {
  private static final Logger LOGGER = LoggerFactory.getLogger(CheckpointRestore.class);

  private final CheckpointService service;
  private final CheckpointTopics topics;
  private final CommittedJournal journal;
  private final Forgettings forgettings;
  private final AlarmBoard board;
  private final SortedMap<CheckpointName, Alarm> alarms = new TreeMap<>();

  /**
   * @param forgettings exact forgettings of the run
   */
  CheckpointRestore(
      CheckpointService service,
      CheckpointTopics topics,
      CommittedJournal journal,
      Forgettings forgettings,
      AlarmBoard board) {
    this.service = service;
    this.topics = topics;
    this.journal = journal;
    this.forgettings = forgettings;
    this.board = board;
  }

  /**
   * A restored state.
   *
   * @param pipeline pipeline with this state, owned by the caller
   * @param point content of the state
   * @param header header of the checkpoint
   * @param nanos time for reading and restoring it
   */
  record Restored(Pipeline pipeline, RecoveryPoint point, CheckpointHeader header, long nanos) {}

  /**
   * Restores the newest good checkpoint with more journal entries than a state has.
   *
   * @param entries number of journal entries in the state; -1 for any checkpoint
   * @param pipelines returns new pipelines
   * @return empty if there is none
   * @throws CheckpointStoreException if the store does not answer
   */
  Optional<Restored> newestAfter(long entries, Supplier<Pipeline> pipelines) {
    Optional<Restored> restored = Optional.empty();
    for (CheckpointName name : namesAfter(entries)) {
      restored = restore(name, pipelines);
      if (restored.isPresent()) {
        break;
      }
    }
    board.replace("restore", List.copyOf(alarms.values()));
    return restored;
  }

  private List<CheckpointName> namesAfter(long entries) {
    try {
      return service.newestFirst().stream().filter(name -> name.entries() > entries).toList();
    } catch (IOException e) {
      throw new CheckpointStoreException(service.settings().location(), e);
    }
  }

  private Optional<Restored> restore(CheckpointName name, Supplier<Pipeline> pipelines) {
    long startedAt = System.nanoTime();
    Pipeline pipeline = null;
    if (forgettings.spoil(name.entries())) {
      LOGGER.atWarn().addKeyValue("checkpoint", name).log("holds forgotten examples; ignored");
      return Optional.empty();
    }
    try {
      CheckpointHeader header = header(name);
      if (!topics.areThoseOf(header)) {
        LOGGER.atWarn().addKeyValue("checkpoint", name).log("is of other topics; ignored");
        return Optional.empty();
      }
      RecoveryPoint point = RecoveryPoint.of(header);
      if (!journal.contains(point.journal())) {
        LOGGER.atWarn().addKeyValue("checkpoint", name).log("has an aborted entry; ignored");
        return Optional.empty();
      }
      pipeline = pipelines.get();
      read(name, pipeline);
      LOGGER.atInfo().addKeyValue("checkpoint", name).log("restored");
      return Optional.of(new Restored(pipeline, point, header, System.nanoTime() - startedAt));
    } catch (RetriableException | InterruptException | CancellationException e) {
      // Says nothing about the checkpoint.
      if (pipeline != null) {
        pipeline.close();
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      if (pipeline != null) {
        pipeline.close();
      }
      skip(name, e);
      return Optional.empty();
    } catch (Error e) {
      if (pipeline != null) {
        pipeline.close();
      }
      throw e;
    }
  }

  private CheckpointHeader header(CheckpointName name) throws IOException {
    try (InputStream in = service.store().open(name)) {
      CheckpointHeader header = CheckpointFile.readHeader(in);
      if (!header.name().equals(name)) {
        throw new IOException("name: got '%s', expected '%s'".formatted(header.name(), name));
      }
      return header;
    }
  }

  private void read(CheckpointName name, Pipeline pipeline) throws IOException {
    try (InputStream in = service.store().open(name)) {
      CheckpointFile.read(
          in,
          Map.of(
              CheckpointFile.LEARNER, pipeline::restoreLearner,
              PipelineState.SERVICE, pipeline::restoreService));
    }
  }

  private void skip(CheckpointName name, Exception e) {
    LOGGER.atWarn().setCause(e).addKeyValue("checkpoint", name).log("skipped");
    alarms.put(
        name,
        new Alarm(
            "checkpoint.skipped",
            "Checkpoint %s cannot be used, so an older one or the journal is replayed; delete it if it is damaged (%s)."
                .formatted(service.store().location(name), e.getMessage())));
  }
}
