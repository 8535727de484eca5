package dev.lethe.streams.topology;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Outcomes;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.alert.AlertRule;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.LogAndSkipOnInvalidTimestamp;

/** Builds the topology. The names of its nodes are part of the public contract. */
public final class MetricsTopology {
  static final String PROCESSOR = "update-metrics";

  /** Kafka's constant is deprecated, because a later version will always behave so. */
  private static final String HANDLE_GLOBAL_ERRORS = "processing.exception.handler.global.enabled";

  private MetricsTopology() {}

  /**
   * Builds the topology.
   *
   * @param props Streams configuration; see {@link #require(Properties, Topics)}
   * @param topicIds current ids of the input topics; the app refuses to count records of a
   *     recreated topic on top of the old ones
   */
  public static Topology build(
      Topics topics, AvroSerdes serdes, Properties props, Map<String, Uuid> topicIds) {
    return build(topics, serdes, props, topicIds, List.of());
  }

  /**
   * Builds the topology with alerts.
   *
   * @param rules rules to evaluate on each record of metrics; empty for no alerts
   */
  public static Topology build(
      Topics topics,
      AvroSerdes serdes,
      Properties props,
      Map<String, Uuid> topicIds,
      List<AlertRule> rules) {
    // Without a TopologyConfig, strict naming is not applied.
    var topology = new Topology(new TopologyConfig(new StreamsConfig(props)));
    addSource(topology, "predictions", topics.predictions(), serdes, Prediction.class);
    addSource(topology, "outcomes", topics.outcomes(), serdes, Outcomes.class);
    addSource(topology, "evaluations", topics.evaluations(), serdes, Evaluation.class);
    addSource(topology, "windows", topics.windows(), serdes, TaskWindow.class);
    addSource(topology, "scorecards", topics.scorecards(), serdes, Scorecard.class);
    addSource(topology, "health", topics.health(), serdes, Health.class);
    topology
        .addProcessor(
            PROCESSOR,
            new MetricsProcessorSupplier(topicIds),
            "predictions",
            "outcomes",
            "evaluations",
            "windows",
            "scorecards",
            "health")
        .addSink(
            "metrics",
            topics.metrics(),
            new StringSerializer(),
            new PerThreadSerializer<SpecificRecord>(serdes::serializer),
            PROCESSOR);
    if (!rules.isEmpty()) {
      AlertTopology.add(topology, PROCESSOR, topics, serdes, rules);
    }
    return topology;
  }

  /** Returns the input topics, which must all have the same number of partitions. */
  public static List<String> inputs(Topics topics) {
    return List.of(
        topics.predictions(),
        topics.outcomes(),
        topics.evaluations(),
        topics.windows(),
        topics.scorecards(),
        topics.health());
  }

  /** Sets the properties that the topology requires and overrides the user's values. */
  public static void require(Properties props, Topics topics) {
    props.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    props.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    props.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UnreadableRecordHandler.class);
    props.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, InvalidEventHandler.class);
    // Without it Kafka Streams warns at each start, about a thread that may not even exist.
    props.put(HANDLE_GLOBAL_ERRORS, true);
    // Otherwise a record without a timestamp ends the thread.
    props.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, LogAndSkipOnInvalidTimestamp.class);
    props.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, topics.metricsDeadLetters());
  }

  private static <T extends SpecificRecord> void addSource(
      Topology topology, String name, String topic, AvroSerdes serdes, Class<T> type) {
    Deserializer<T> values = new PerThreadDeserializer<>(() -> serdes.deserializer(type));
    topology.addSource(AutoOffsetReset.earliest(), name, new StringDeserializer(), values, topic);
  }
}
