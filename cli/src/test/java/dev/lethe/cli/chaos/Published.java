package dev.lethe.cli.chaos;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records of an installation. */
public final class Published implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  /** Returns the newest record of a topic. */
  ConsumerRecord<byte[], byte[]> newest(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = records(topic);
    return records.get(records.size() - 1);
  }

  /** Returns what a run has said about its state. */
  public List<Run> runs(String run) {
    return read(topics.runs(), Run.class, run);
  }

  /** Returns the predictions of a run. */
  public List<Prediction> predictions(String run) {
    return read(topics.predictions(), Prediction.class, run);
  }

  List<Evaluation> accuracies(String run) {
    return read(topics.evaluations(), Evaluation.class, run);
  }

  List<TaskWindow> taskWindows(String run) {
    return read(topics.windows(), TaskWindow.class, run);
  }

  List<Scorecard> scorecards(String run) {
    return read(topics.scorecards(), Scorecard.class, run);
  }

  List<Health> health(String run) {
    return read(topics.health(), Health.class, run);
  }

  /** Returns the newest metrics of a run; empty before the first. */
  public Optional<RunMetrics> metrics(String run) {
    return read(topics.metrics(), RunMetrics.class, run).stream().reduce((older, newer) -> newer);
  }

  /**
   * Returns everything about a finished run.
   *
   * @param checkpoints directory of the checkpoints
   * @param dashboard address of the dashboard, ending with a slash
   */
  RunOutput output(String run, Path checkpoints, URI dashboard)
      throws IOException, InterruptedException {
    List<Run> states = runs(run);
    return new RunOutput(
        run,
        predictions(run),
        accuracies(run).stream()
            .map(each -> Evaluation.newBuilder(each).setRun("").build().toString())
            .toList(),
        taskWindows(run).stream()
            .map(each -> TaskWindow.newBuilder(each).setRun("").build().toString())
            .toList(),
        Objects.requireNonNull(
            states.get(states.size() - 1).getSettings().get("learner.sha256"), "learner.sha256"),
        NewestCheckpoint.digest(checkpoints, run),
        metrics(run, dashboard));
  }

  /** Returns the metrics of a run in the places where they are. */
  RunOutput.Metrics metrics(String run, URI dashboard) throws InterruptedException {
    return new RunOutput.Metrics(
        MetricsJson.of(ComputedMetrics.of(this, run)),
        metrics(run).map(MetricsJson::of).orElse("none"),
        MetricsJson.shown(dashboard, run));
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
    Instant deadline = Instant.now().plus(PATIENCE);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      // A consumer asks a broker that is down for ever.
      if (Instant.now().isAfter(deadline)) {
        throw new TimeoutException("%s: got no end for %s".formatted(topic, PATIENCE));
      }
      consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
