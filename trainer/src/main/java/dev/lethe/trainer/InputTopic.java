package dev.lethe.trainer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
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
    return read(
        admin,
        topic,
        new DescribeTopicsOptions(),
        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED));
  }

  /**
   * Reads the current state.
   *
   * @param timeout maximum time for each of the two requests, whatever the settings of the client
   * @throws KafkaException if the topic does not exist or no broker answers
   */
  static InputTopic read(Admin admin, String topic, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    return read(
        admin,
        topic,
        new DescribeTopicsOptions().timeoutMs(millis),
        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(millis));
  }

  private static InputTopic read(
      Admin admin, String topic, DescribeTopicsOptions describing, ListOffsetsOptions listing) {
    TopicDescription described =
        KafkaFutures.get(
            admin.describeTopics(List.of(topic), describing).topicNameValues().get(topic));
    Map<TopicPartition, OffsetSpec> latest =
        described.partitions().stream()
            .collect(
                Collectors.toMap(
                    info -> new TopicPartition(topic, info.partition()),
                    info -> OffsetSpec.latest()));
    Map<Integer, Long> ends =
        KafkaFutures.get(admin.listOffsets(latest, listing).all()).entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset()));
    return new InputTopic(described.topicId(), ends);
  }

  /** Returns the numbers of the partitions, in order. */
  SortedSet<Integer> partitions() {
    return new TreeSet<>(ends.keySet());
  }
}
