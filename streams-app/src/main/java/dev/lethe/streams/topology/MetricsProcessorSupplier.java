package dev.lethe.streams.topology;

import dev.lethe.schemas.RunMetrics;
import dev.lethe.streams.metrics.RunProgress;
import dev.lethe.streams.metrics.RunWindows;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Creates metrics processors and their stores. */
final class MetricsProcessorSupplier
    implements ProcessorSupplier<String, SpecificRecord, String, RunMetrics> {
  static final String CONSUMED_OFFSETS = "consumed-offsets";
  static final String PROGRESS = "run-progress";
  static final String WINDOWS = "run-windows";

  private final Map<String, Uuid> topicIds;

  /**
   * Creates the supplier.
   *
   * @param topicIds current ids of the input topics, see {@link ConsumedOffsets}
   */
  MetricsProcessorSupplier(Map<String, Uuid> topicIds) {
    this.topicIds = Map.copyOf(topicIds);
  }

  @Override
  public Processor<String, SpecificRecord, String, RunMetrics> get() {
    return new MetricsProcessor(topicIds);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(
        store(
            CONSUMED_OFFSETS,
            StateSerde.of(ConsumedOffsets.Position::writeTo, ConsumedOffsets.Position::readFrom)),
        store(PROGRESS, StateSerde.of(RunProgress::writeTo, RunProgress::readFrom)),
        store(WINDOWS, StateSerde.of(RunWindows::writeTo, RunWindows::readFrom)));
  }

  private static <T> StoreBuilder<?> store(String name, Serde<T> values) {
    // The cache reduces many updates of a run between two commits to one changelog record, which
    // Streams writes within the transaction (KIP-63, KIP-447).
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }
}
