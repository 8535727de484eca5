package dev.lethe.trainer;

import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.live.SharedTopics;
import dev.lethe.trainer.replay.SharedRanges;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Input that the runs of a process share: they read and decode it once, and ask the registry once
 * for each schema.
 *
 * <p>Thread-safe.
 */
public final class SharedInput {
  private final SharedRanges ranges;
  private final SharedTopics topics;
  private final Map<Object, SchemaRegistry> registries = new ConcurrentHashMap<>();

  SharedInput(SharedRanges ranges, SharedTopics topics) {
    this.ranges = ranges;
    this.topics = topics;
  }

  /** Creates input that uses at most a quarter of the heap for ranges, a sixteenth for a topic. */
  public static SharedInput ofHeap() {
    return new SharedInput(SharedRanges.ofHeap(), SharedTopics.ofHeap());
  }

  /** Returns the ranges of runs that end. */
  SharedRanges ranges() {
    return ranges;
  }

  /** Returns the topics of live runs. */
  SharedTopics topics() {
    return topics;
  }

  /** Returns the registry of a run, which knows the schemas that earlier runs have asked for. */
  SchemaRegistry registry(TrainerConfig config) {
    return registries.computeIfAbsent(
        List.of(config.schemaRegistryUrl(), config.kafka()), added -> open(config));
  }

  /** Returns a registry that no other run shares. */
  static SchemaRegistry open(TrainerConfig config) {
    return new ConfluentSchemaRegistry(config.schemaRegistryUrl(), config.kafka());
  }
}
