package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.journal.StrayRecords;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Newest record of a run on the runs topic. */
final class PublishedRun {
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
    strays.found(
        "%s-%d, offset %d".formatted(record.topic(), record.partition(), record.offset()), cause);
    return null;
  }
}
