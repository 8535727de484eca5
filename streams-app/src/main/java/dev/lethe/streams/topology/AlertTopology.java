package dev.lethe.streams.topology;

import dev.lethe.schemas.Alert;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.alert.AlertRule;
import dev.lethe.streams.alert.AlertStates;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Adds the alerts to the topology of the metrics, in the same task and transaction. */
final class AlertTopology {
  static final String PROCESSOR = "evaluate-alerts";
  static final String STATES = "alert-states";

  /** Global store of the newest record of each run, which has its method. */
  static final String RUNS = "alert-runs";

  private AlertTopology() {}

  static boolean needsMethods(List<AlertRule> rules) {
    return rules.stream().anyMatch(rule -> rule.method().isPresent());
  }

  /**
   * Adds processor, store and sink.
   *
   * @param metrics name of the processor that publishes metrics
   */
  static void add(
      Topology topology, String metrics, Topics topics, AvroSerdes serdes, List<AlertRule> rules) {
    if (needsMethods(rules)) {
      topology.addGlobalStore(
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(RUNS),
                  Serdes.String(),
                  // As on the topic, because a restored store has the bytes of the topic.
                  Serdes.serdeFrom(
                      new PerThreadSerializer<Run>(serdes::serializer),
                      new PerThreadDeserializer<>(() -> serdes.deserializer(Run.class))))
              .withLoggingDisabled(),
          "runs",
          new StringDeserializer(),
          new PerThreadDeserializer<>(() -> serdes.deserializer(Run.class)),
          topics.runs(),
          "remember-runs",
          RememberRuns::new);
    }
    topology
        .addProcessor(PROCESSOR, new Supplier(rules), metrics)
        .addSink(
            "alerts",
            topics.alerts(),
            new StringSerializer(),
            new PerThreadSerializer<Alert>(serdes::serializer),
            PROCESSOR);
  }

  private record Supplier(List<AlertRule> rules)
      implements ProcessorSupplier<String, RunMetrics, String, Alert> {
    @Override
    public Processor<String, RunMetrics, String, Alert> get() {
      return new AlertProcessor(rules);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(STATES),
                  Serdes.String(),
                  StateSerde.of(AlertStates::writeTo, AlertStates::readFrom))
              .withLoggingEnabled(Map.of()));
    }
  }

  /** Keeps the newest record of each run. */
  private static final class RememberRuns extends ContextualProcessor<String, Run, Void, Void> {
    @Override
    public void process(Record<String, Run> record) {
      KeyValueStore<String, Run> runs = context().getStateStore(RUNS);
      runs.put(record.key(), record.value());
    }
  }
}
