package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.journal.StrayRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final TopicScans scans;
  private final AvroDeserializer<Run> deserializer;
  private final StrayRecords strays = new StrayRecords();

  /** By partition, the offset after the last record that {@link #find} has read. */
  private final Map<Integer, Long> next = new HashMap<>();

  /** Null if {@link #find} has not found any record. */
  private Run newest;

  /**
   * @param scans scans of the runs topic
   */
  PublishedRun(TrainerConfig config, TopicScans scans, AvroDeserializer<Run> deserializer) {
    this.config = config;
    this.scans = scans;
    this.deserializer = deserializer;
  }

  /**
   * Returns the newest record, or empty if the run is new. Records that Lethe has not written are
   * ignored. A repeated call reads only what was published after the last one.
   */
  Optional<Run> find() {
    scans.scan(
        config.topics().runs(),
        partition -> OptionalLong.of(next.getOrDefault(partition, 0L)),
        record -> {
          Run run = read(record);
          if (run != null && run.getRun().equals(config.run())) {
            newest = run;
          }
          next.put(record.partition(), record.offset() + 1);
          return true;
        });
    return Optional.ofNullable(newest);
  }

  /** Passes all records of all runs to the sink, those of a run in order. */
  void forEach(Consumer<Run> sink) {
    scans.scan(
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
   * @param clients creates a consumer if a transaction is open
   * @param own clients of this thread
   */
  boolean isHeldBackAsIn(Run configured, KafkaClients clients, ScanClients own) {
    List<TopicPartition> partitions =
        KafkaClients.partitions(own.consumer(), config.topics().runs());
    Map<TopicPartition, Long> stable = own.consumer().endOffsets(partitions);
    Map<TopicPartition, Long> ends = OpenTransactions.ends(own.admin(), partitions);
    if (stable.equals(ends)) {
      return false;
    }
    try (var all = clients.uncommittedConsumer()) {
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
