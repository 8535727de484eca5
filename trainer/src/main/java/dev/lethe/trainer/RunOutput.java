package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Outcomes;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Reads what runs have published: predictions, evaluations, windows, scorecards and health. */
public final class RunOutput {
  private final RunAccess access;
  private final KafkaClients clients;
  private final Topics topics;

  public RunOutput(RunAccess access) {
    this.access = access;
    this.clients = new KafkaClients(access.reader());
    this.topics = access.topics();
  }

  /** Receives the records of a run: topic by topic, and within a topic in order. */
  public interface Sink {
    /**
     * Receives the predictions, before all other records.
     *
     * @param window task window of the example
     * @param predicted predicted class
     * @param label true class, or null if it is not known
     */
    void predicted(int window, int predicted, Integer label);

    void window(TaskWindow window);

    void evaluated(Evaluation evaluation);

    void scored(Scorecard scorecard);

    void health(Health health);
  }

  /**
   * Position in the topics.
   *
   * @param offsets next offset by partition
   */
  public record Position(Map<TopicPartition, Long> offsets) {
    public Position {
      offsets = Map.copyOf(offsets);
    }

    private OptionalLong of(String topic, int partition) {
      return OptionalLong.of(offsets.getOrDefault(new TopicPartition(topic, partition), 0L));
    }
  }

  /** Returns the position after everything that has been published, committed or not. */
  public Position end() {
    return position(OffsetSpec.latest());
  }

  /** Returns the position before everything that was published at a time or later. */
  public Position at(Instant time) {
    Position end = end();
    var offsets = new HashMap<>(position(OffsetSpec.forTimestamp(time.toEpochMilli())).offsets());
    offsets.replaceAll((partition, found) -> found < 0 ? end.offsets().get(partition) : found);
    return new Position(offsets);
  }

  private Position position(OffsetSpec spec) {
    try (Admin admin = clients.admin()) {
      Map<TopicPartition, OffsetSpec> specs =
          topics.results().stream()
              .flatMap(
                  topic ->
                      InputTopic.read(admin, topic).partitions().stream()
                          .map(number -> new TopicPartition(topic, number)))
              .collect(Collectors.toMap(partition -> partition, partition -> spec));
      var offsets = new HashMap<TopicPartition, Long>();
      KafkaFutures.get(admin.listOffsets(specs).all())
          .forEach((partition, found) -> offsets.put(partition, found.offset()));
      return new Position(offsets);
    }
  }

  /**
   * Passes all committed records of a run to a sink.
   *
   * @param from position to start at; the records of the run must not be before it
   */
  public void read(String run, Position from, Sink sink) {
    AvroSerdes serdes = access.serdes();
    try (Admin admin = clients.admin();
        ScanClients scans = clients.scans(admin)) {
      var records = new RunRecords(run, from, serdes, scans);
      records.read(
          topics.predictions(),
          Prediction.class,
          one -> sink.predicted(one.getWindow(), one.getPredicted(), one.getLabel()));
      records.read(topics.outcomes(), Outcomes.class, outcomes -> pass(outcomes, sink));
      records.read(topics.windows(), TaskWindow.class, sink::window);
      records.read(topics.evaluations(), Evaluation.class, sink::evaluated);
      records.read(topics.scorecards(), Scorecard.class, sink::scored);
      records.read(topics.health(), Health.class, sink::health);
    }
  }

  private static void pass(Outcomes outcomes, Sink sink) {
    for (int i = 0; i < outcomes.getPredicted().size(); i++) {
      int label = outcomes.getLabels().get(i);
      sink.predicted(
          outcomes.getWindow(), outcomes.getPredicted().get(i), label < 0 ? null : label);
    }
  }

  /** Records of a run from a position on. */
  private record RunRecords(String run, Position from, AvroSerdes serdes, TopicScans scans) {
    <T extends SpecificRecord> void read(String topic, Class<T> type, Consumer<T> sink) {
      byte[] key = run.getBytes(StandardCharsets.UTF_8);
      AvroDeserializer<T> deserializer = serdes.deserializer(type);
      scans.scan(
          topic,
          partition -> from.of(topic, partition),
          record -> {
            if (Arrays.equals(record.key(), key) && record.value() != null) {
              sink.accept(deserializer.deserialize(topic, record.value()));
            }
            return true;
          });
    }
  }
}
