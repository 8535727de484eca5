package dev.lethe.trainer;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The input topic at one moment.
 *
 * @param id id of the topic; a topic that was deleted and created again has another one
 * @param ends by partition, the high watermark: the offset after the last record, also if an open
 *     transaction still hides that record from readers of committed data
 */
record InputTopic(Uuid id, Map<Integer, Long> ends) {

  InputTopic {
    ends = Map.copyOf(ends);
  }

  /**
   * Reads the current state.
   *
   * @throws KafkaException if the topic does not exist or no broker answers
   */
  static InputTopic read(Admin admin, String topic) {
    TopicDescription described =
        KafkaFutures.get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    Map<TopicPartition, OffsetSpec> latest =
        described.partitions().stream()
            .collect(
                Collectors.toMap(
                    info -> new TopicPartition(topic, info.partition()),
                    info -> OffsetSpec.latest()));
    var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    Map<Integer, Long> ends =
        KafkaFutures.get(admin.listOffsets(latest, options).all()).entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset()));
    return new InputTopic(described.topicId(), ends);
  }

  /** Returns the numbers of the partitions, in order. */
  SortedSet<Integer> partitions() {
    return new TreeSet<>(ends.keySet());
  }
}
