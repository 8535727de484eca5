package dev.lethe.cli.chaos;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records of an installation. */
public final class Published implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Topics topics;
  private final AvroSerdes serdes;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Published(String bootstrapServers, Topics topics, AvroSerdes serdes) {
    this.topics = topics;
    this.serdes = serdes;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Offsets of the examples that a run has to predict, in an input topic with one partition. */
  List<Long> toPredict() {
    var deserializer = serdes.deserializer(Example.class);
    return records(topics.examples()).stream()
        .filter(r -> deserializer.deserialize(r.topic(), r.value()).getRole() == Role.LEARN)
        .map(ConsumerRecord::offset)
        .toList();
  }

  /** Returns the ids of the examples that a run has to predict. */
  public List<String> idsToPredict() {
    return all(topics.examples(), Example.class).stream()
        .filter(example -> example.getRole() == Role.LEARN)
        .map(Example::getId)
        .toList();
  }

  /** Returns what a run has said about its state. */
  public List<Run> runs(String run) {
    return read(topics.runs(), Run.class, run);
  }

  /** Returns the predictions of a run. */
  public List<Prediction> predictions(String run) {
    return read(topics.predictions(), Prediction.class, run);
  }

  List<String> evaluations(String run) {
    return read(topics.evaluations(), Evaluation.class, run).stream()
        .map(evaluation -> Evaluation.newBuilder(evaluation).setRun("").build().toString())
        .toList();
  }

  List<String> windows(String run) {
    return read(topics.windows(), TaskWindow.class, run).stream()
        .map(window -> TaskWindow.newBuilder(window).setRun("").build().toString())
        .toList();
  }

  /** Returns the newest metrics of each run, without those of its service. */
  public Map<String, RunMetrics> metrics() {
    var newest = new TreeMap<String, RunMetrics>();
    for (RunMetrics metrics : all(topics.metrics(), RunMetrics.class)) {
      newest.put(
          metrics.getRun(),
          RunMetrics.newBuilder(metrics)
              .setRun("")
              .setHealth(Map.of())
              .setAlarms(List.of())
              .setScorecard(null)
              .build());
    }
    return newest;
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type, String run) {
    return all(topic, type).stream()
        .filter(record -> run.equals(record.get(record.getSchema().getField("run").pos())))
        .toList();
  }

  private <T extends SpecificRecord> List<T> all(String topic, Class<T> type) {
    var deserializer = serdes.deserializer(type);
    return records(topic).stream()
        .filter(record -> record.value() != null)
        .map(record -> deserializer.deserialize(topic, record.value()))
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
