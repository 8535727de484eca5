package dev.lethe.trainer.simulated;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A transaction: its state, the partitions it wrote to, and the offsets it will commit. */
final class SimulatedTransaction {
  /** States of a transaction. */
  enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  final Set<TopicPartition> partitions = new LinkedHashSet<>();
  final Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();
  State state = State.OPEN;
}
