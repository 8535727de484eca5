package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.journal.StrayRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Newest record of a run on the runs topic. */
final class PublishedRun {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Logger LOGGER = LoggerFactory.getLogger(PublishedRun.class);

  private final TrainerConfig config;
  private final KafkaClients clients;
  private final AvroDeserializer<Run> deserializer;
  private final StrayRecords strays = new StrayRecords();

  PublishedRun(TrainerConfig config, KafkaClients clients, AvroDeserializer<Run> deserializer) {
    this.config = config;
    this.clients = clients;
    this.deserializer = deserializer;
  }

  /**
   * Returns the newest record, or empty if the run is new. Records that Lethe has not written are
   * ignored.
   */
  Optional<Run> find() {
    var newest = new AtomicReference<Run>();
    forEach(
        run -> {
          if (run.getRun().equals(config.run())) {
            newest.set(run);
          }
        });
    return Optional.ofNullable(newest.get());
  }

  /** Passes all records of all runs to the sink, those of a run in order. */
  void forEach(Consumer<Run> sink) {
    clients.scan(
        config.topics().runs(),
        record -> {
          Run run = read(record);
          if (run != null) {
            sink.accept(run);
          }
        });
  }

  /**
   * Returns true if an open transaction may hold back a record of this run, so that {@link #find}
   * would wait for it, and all records of the run, committed or not, have the same settings.
   *
   * @param configured record of the run that starts now
   */
  boolean isHeldBackAsIn(Run configured) {
    try (var committed = clients.consumer();
        var all = clients.uncommittedConsumer()) {
      List<TopicPartition> partitions = KafkaClients.partitions(all, config.topics().runs());
      Map<TopicPartition, Long> stable = committed.endOffsets(partitions);
      Map<TopicPartition, Long> ends = all.endOffsets(partitions);
      if (stable.equals(ends)) {
        return false;
      }
      all.assign(partitions);
      all.beginningOffsets(partitions).forEach(all::seek);
      boolean heldBack = false;
      while (partitions.stream().anyMatch(p -> all.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : all.poll(POLL)) {
          Run run = read(record);
          if (run != null && run.getRun().equals(config.run())) {
            RunContinuation.requireSame(run, configured);
            long end = stable.get(new TopicPartition(record.topic(), record.partition()));
            heldBack = heldBack || record.offset() >= end;
          }
        }
      }
      return heldBack;
    } catch (IllegalArgumentException | InputChangedException e) {
      // The record may be aborted; find() knows.
      LOGGER.atDebug().setCause(e).log("a record of the run has other settings");
      return false;
    }
  }

  private Run read(ConsumerRecord<byte[], byte[]> record) {
    SerializationException cause = null;
    try {
      Run run = deserializer.deserialize(record.topic(), record.value());
      if (run != null) {
        return run;
      }
    } catch (SerializationException e) {
      cause = e;
    }
    strays.found(record, cause);
    return null;
  }
}
