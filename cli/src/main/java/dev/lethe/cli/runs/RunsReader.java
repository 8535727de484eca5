package dev.lethe.cli.runs;

import dev.lethe.cli.topic.TopicReader;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.Run;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Reads the newest record of each run from a runs topic. */
public final class RunsReader {
  private final Map<String, Object> settings;
  private final AvroDeserializer<Run> deserializer;
  private final Consumer<String> warnings;

  /**
   * @param consumer settings of the consumer
   * @param warnings receives a line for each record that is not one of a run
   */
  public RunsReader(
      Map<String, Object> consumer, AvroDeserializer<Run> deserializer, Consumer<String> warnings) {
    this.settings = Map.copyOf(consumer);
    this.deserializer = deserializer;
    this.warnings = warnings;
  }

  /** Returns the runs that a topic has now, by time of their first start. */
  public List<Run> read(String topic) {
    Map<String, Run> runs = new HashMap<>();
    try (var reader = new TopicReader(settings, topic)) {
      reader.forEach(record -> accept(record, runs));
    }
    return runs.values().stream()
        .sorted(Comparator.comparing(Run::getStartedAt).thenComparing(Run::getRun))
        .toList();
  }

  private void accept(ConsumerRecord<byte[], byte[]> record, Map<String, Run> runs) {
    if (record.value() == null) {
      if (record.key() != null) {
        runs.remove(new String(record.key(), StandardCharsets.UTF_8));
      }
      return;
    }
    try {
      Run run = deserializer.deserialize(record.topic(), record.value());
      runs.put(run.getRun(), run);
    } catch (SerializationException e) {
      warnings.accept(
          "%s: got an unreadable record at offset %d, expected one of a run; ignored"
              .formatted(record.topic(), record.offset()));
    }
  }
}
