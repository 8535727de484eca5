package dev.lethe.streams.promotion;

import dev.lethe.measures.promotion.PromotionRule;
import dev.lethe.streams.topology.StateSerde;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** State of a promotion in the stores of its task. */
final class PromotionStores {
  private static final String STATE = "promotion-state";
  private static final String EXAMPLES = "promotion-examples";
  private static final String EVALUATIONS = "promotion-evaluations";
  private static final String ONLY_KEY = "all";

  private final KeyValueStore<String, PromotionState> state;
  private final KeyValueStore<ExamplePosition, PendingExample> examples;
  private final KeyValueStore<String, EvaluationPairs> evaluations;

  PromotionStores(ProcessorContext<?, ?> context) {
    state = context.getStateStore(STATE);
    examples = context.getStateStore(EXAMPLES);
    evaluations = context.getStateStore(EVALUATIONS);
  }

  static Set<StoreBuilder<?>> builders(PromotionRule rule, List<String> members) {
    return Set.of(
        store(
            STATE,
            Serdes.String(),
            StateSerde.of(
                PromotionState::writeTo, in -> PromotionState.readFrom(in, rule, members))),
        store(
            EXAMPLES,
            ExamplePosition.serde(),
            StateSerde.of(PendingExample::writeTo, PendingExample::readFrom)),
        store(
            EVALUATIONS,
            Serdes.String(),
            StateSerde.of(EvaluationPairs::writeTo, EvaluationPairs::readFrom)));
  }

  private static <K, V> StoreBuilder<?> store(String name, Serde<K> keys, Serde<V> values) {
    // The cache writes the newest value per commit to the changelog. Most examples are complete by
    // then.
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }

  Optional<PromotionState> state() {
    return Optional.ofNullable(state.get(ONLY_KEY));
  }

  Optional<EvaluationPairs> evaluations() {
    return Optional.ofNullable(evaluations.get(ONLY_KEY));
  }

  KeyValueStore<ExamplePosition, PendingExample> examples() {
    return examples;
  }

  void put(PromotionState changed) {
    state.put(ONLY_KEY, changed);
  }

  void put(EvaluationPairs changed) {
    evaluations.put(ONLY_KEY, changed);
  }

  /** Stores an example, or deletes it if it is null. */
  void put(ExamplePosition position, PendingExample example) {
    examples.put(position, example);
  }
}
