package dev.lethe.trainer;

import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.live.LiveRecords;
import dev.lethe.trainer.live.SharedTopics;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.RangeRecords;
import dev.lethe.trainer.replay.SharedRanges;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Opens the input of a session: a live topic or a range of it, shared with other runs of the
 * process if they share their input.
 */
final class SessionInputs {
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final Consumer<byte[], byte[]> consumer;
  private final InputWatch watch;
  private final AlarmBoard board;
  private final Optional<SharedInput> shared;

  /**
   * @param consumer the run's own consumer
   * @param shared input that the runs of the process share; empty if the run reads alone
   */
  SessionInputs(
      TrainerConfig config,
      KafkaClients clients,
      Consumer<byte[], byte[]> consumer,
      InputWatch watch,
      AlarmBoard board,
      Optional<SharedInput> shared) {
    this.config = config;
    this.clients = clients;
    this.consumer = consumer;
    this.watch = watch;
    this.board = board;
    this.shared = shared;
  }

  /** Assigns the partitions of the range, if the run learns one, to the consumer. */
  void assign() {
    config.range().ifPresent(range -> consumer.assign(partitions(range)));
  }

  private List<TopicPartition> partitions(InputRange range) {
    return range.partitions().keySet().stream()
        .map(number -> new TopicPartition(config.topics().examples(), number))
        .toList();
  }

  /**
   * Opens the input.
   *
   * @param topic the topic that the run consumes
   * @param positions next offset of each partition
   */
  RunInput open(InputTopic topic, Map<TopicPartition, OffsetAndMetadata> positions) {
    var all = new LiveInput(config, consumer, watch, board, topic.id(), source(topic));
    if (config.range().isEmpty()) {
      return all;
    }
    var next = new HashMap<Integer, Long>();
    positions.forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
    return new RangeInput(all, records(config.range().get(), topic, next));
  }

  private Optional<LiveRecords.Source> source(InputTopic topic) {
    var key = new SharedTopics.Key(decoder(), config.topics().examples(), topic.id().toString());
    return shared.map(input -> new LiveRecords.Source(input.topics(), key, clients::consumer));
  }

  /** Returns the settings that must be equal for runs to share decoded records. */
  private Object decoder() {
    return List.of(
        config.bootstrapServers(), config.schemaRegistryUrl(), config.kafka(), config.maxAhead());
  }

  private RangeRecords records(InputRange range, InputTopic topic, Map<Integer, Long> positions) {
    String name = config.topics().examples();
    if (shared.isEmpty()) {
      return RangeRecords.alone(consumer, name, range.startingAt(positions));
    }
    var key = new SharedRanges.Key(decoder(), name, topic.id().toString(), range);
    return shared.get().ranges().open(key, positions, consumer, clients::consumer);
  }
}
