package dev.lethe.trainer;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/** Open transactions of any producers, and the partitions whose readers wait for them. */
final class OpenTransactions {
  static final Comparator<TopicPartition> BY_NAME = Comparator.comparing(TopicPartition::toString);

  private final Admin admin;
  private final String bootstrapServers;

  OpenTransactions(Admin admin, String bootstrapServers) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
  }

  /** Returns the ends of partitions: the offsets after the last record, committed or not. */
  static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions) {
    return offsets(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
  }

  /** Returns the last stable offset of each partition that has records behind it, by name. */
  Map<TopicPartition, Long> heldBack(Collection<TopicPartition> partitions) {
    // The ends first: a transaction that is open all the time is never missed.
    Map<TopicPartition, Long> ends = ends(admin, partitions);
    Map<TopicPartition, Long> stable = offsets(admin, partitions, IsolationLevel.READ_COMMITTED);
    var heldBack = new TreeMap<TopicPartition, Long>(BY_NAME);
    stable.forEach(
        (partition, offset) -> {
          if (offset < ends.get(partition)) {
            heldBack.put(partition, offset);
          }
        });
    return heldBack;
  }

  /** Returns the producers of a partition; none if the user may not read the topic. */
  List<ProducerState> producers(TopicPartition partition) {
    try {
      return KafkaFutures.get(
              admin.describeProducers(List.of(partition)).partitionResult(partition))
          .activeProducers();
    } catch (AuthorizationException e) {
      return List.of();
    }
  }

  /**
   * Returns a sentence about the open transaction that the readers of some partitions wait for.
   *
   * @return empty if there is none
   */
  Optional<String> cause(Collection<TopicPartition> waiting) {
    return heldBack(waiting).entrySet().stream()
        .findFirst()
        .map(
            held ->
                "%s: got no committed record from offset %d on, because %s is open there; if it does not end within its transaction.timeout.ms (at most 15 minutes by default), it hangs: end it with %s"
                    .formatted(
                        held.getKey(),
                        held.getValue(),
                        transaction(held.getKey(), held.getValue()),
                        command(held.getKey(), held.getValue())));
  }

  /**
   * Returns the command that aborts a transaction in one partition.
   *
   * @param start first offset of the transaction
   */
  String command(TopicPartition partition, long start) {
    return "kafka-transactions.sh --bootstrap-server %s abort --topic %s --partition %d --start-offset %d"
        .formatted(bootstrapServers, partition.topic(), partition.partition(), start);
  }

  private String transaction(TopicPartition partition, long start) {
    return producers(partition).stream()
        .filter(producer -> producer.currentTransactionStartOffset().orElse(-1) == start)
        .findFirst()
        .map(
            producer ->
                "a transaction of producer id %d (epoch %d)"
                    .formatted(producer.producerId(), producer.producerEpoch()))
        .orElse("a transaction");
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Collection<TopicPartition> partitions, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    return KafkaFutures.get(admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }
}
