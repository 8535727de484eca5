package dev.lethe.trainer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes transactions hang as a broker does that is killed during a commit: a transaction is open in
 * its partitions, and the state of its coordinator says that it is complete. The broker knows that
 * state only after a restart.
 *
 * <p>Values of the topic {@code __transaction_state} begin with version (2 bytes), producer id (8),
 * producer epoch (2), timeout (4) and status (1).
 */
final class HangingTransaction {
  private static final String STATES = "__transaction_state";
  private static final int EPOCH = 10;
  private static final int STATUS = 16;
  private static final byte COMPLETE_COMMIT = 4;

  private final String bootstrapServers;

  HangingTransaction(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Leaves a transaction that hangs from the next restart of the broker on. The transactional id
   * must have committed a transaction before.
   *
   * @param group id of the transactions and of the consumer group
   * @param offset offset of the transaction for the first partition of the input; empty for none
   */
  void leave(
      String group, List<ProducerRecord<byte[], byte[]>> records, String input, OptionalLong offset)
      throws Exception {
    var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", group),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try (var consumer = consumer(Map.of("group.id", group))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
      if (offset.isPresent()) {
        producer.sendOffsetsToTransaction(
            Map.of(new TopicPartition(input, 0), new OffsetAndMetadata(offset.getAsLong())),
            consumer.groupMetadata());
      }
      complete(group);
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  /**
   * Writes that the newest transaction is complete, under the epoch that its markers would have.
   */
  private void complete(String id) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> states = states(id);
    ConsumerRecord<byte[], byte[]> open = states.get(states.size() - 1);
    ConsumerRecord<byte[], byte[]> complete =
        states.stream()
            .filter(state -> state.value()[STATUS] == COMPLETE_COMMIT)
            .reduce((first, second) -> second)
            .orElseThrow();
    byte[] value = complete.value().clone();
    short epoch = ByteBuffer.wrap(open.value()).getShort(EPOCH);
    ByteBuffer.wrap(value).putShort(EPOCH, (short) (epoch + 1));
    // Only clients with this name may write to internal topics.
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "client.id", "__admin_client"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(STATES, open.partition(), open.key(), value)).get();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> states(String id) {
    var states = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var consumer = consumer(Map.of())) {
      List<TopicPartition> partitions = KafkaClients.partitions(consumer, STATES);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> state : consumer.poll(Duration.ofMillis(200))) {
          if (state.value() != null
              && new String(state.key(), StandardCharsets.UTF_8).endsWith(id)) {
            states.add(state);
          }
        }
      }
    }
    return states;
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    var all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrapServers);
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
