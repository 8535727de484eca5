package dev.lethe.trainer.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Live topics that the runs of a process read together.
 *
 * <p>Thread-safe.
 */
public final class SharedTopics {
  private final long maxBytes;
  private final Map<Key, SharedTopic> topics = new HashMap<>();

  /**
   * Settings under which records are the same and are decoded equally.
   *
   * @param cluster brokers, registry and settings of the decoder
   * @param topic name of the topic
   * @param topicId id of the topic, which changes when it is created again
   */
  public record Key(Object cluster, String topic, String topicId) {}

  /**
   * @param maxBytes maximum estimated size of the records that are kept for runs that are behind
   */
  public SharedTopics(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Creates shared topics that use at most a sixteenth of the heap each. */
  public static SharedTopics ofHeap() {
    return new SharedTopics(Runtime.getRuntime().maxMemory() / 16);
  }

  /**
   * Lets a run read a topic together with others, if they are near.
   *
   * @param positions next offset of the run by partition
   * @param consumers creates a consumer, if no run reads the topic together with others
   */
  synchronized Optional<SharedTopic.Cursor> join(
      Key key, Map<Integer, Long> positions, Supplier<Consumer<byte[], byte[]>> consumers) {
    SharedTopic topic = topics.get(key);
    if (topic == null || topic.isClosed() || !topic.has(positions.keySet())) {
      topic = new SharedTopic(key.topic(), consumers.get(), positions, maxBytes);
      topics.put(key, topic);
    }
    return topic.join(positions);
  }
}
