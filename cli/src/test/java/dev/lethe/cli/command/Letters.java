package dev.lethe.cli.command;

import dev.lethe.cli.topic.TopicReader;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.trainer.input.DeadLetter;
import dev.lethe.trainer.input.DeadLetterLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Dead letters of runs, and the commands on them, against a broker. */
final class Letters {
  private final LocalStack stack;

  Letters(LocalStack stack) {
    this.stack = stack;
  }

  /** Creates the input and the dead-letter topic of an installation. */
  Topics topics(String prefix) {
    var topics = new Topics(prefix);
    try (var cluster = ClusterAdmin.connect(stack.bootstrapServers(), Map.of())) {
      new TopicAdmin(cluster)
          .create(
              topics.definitions(2, (short) 1).stream()
                  .filter(topic -> topic.name().startsWith(topics.examples()))
                  .toList());
    }
    return topics;
  }

  static ProducerRecord<byte[], byte[]> letter(
      Topics topics, String run, int partition, long offset, String value, String error) {
    return letter(
        topics,
        run,
        record(topics, partition, offset, "key", bytes(value)),
        error,
        DeadLetterLimits.NONE);
  }

  static ProducerRecord<byte[], byte[]> letter(
      Topics topics,
      String run,
      int partition,
      long offset,
      String key,
      String value,
      String error,
      DeadLetterLimits limits) {
    return letter(topics, run, record(topics, partition, offset, key, bytes(value)), error, limits);
  }

  /** Returns a letter of another installation. */
  static ProducerRecord<byte[], byte[]> letter(Topics other, String run, String topic) {
    return DeadLetter.of(
        topic,
        run,
        record(other, 0, 1, "key", bytes("x")),
        new IllegalStateException("x"),
        DeadLetterLimits.NONE,
        System.currentTimeMillis());
  }

  static ProducerRecord<byte[], byte[]> letter(
      Topics topics,
      String run,
      ConsumerRecord<byte[], byte[]> record,
      String error,
      DeadLetterLimits limits) {
    return DeadLetter.of(
        topics.deadLetters(),
        run,
        record,
        new IllegalStateException(error),
        limits,
        System.currentTimeMillis());
  }

  /** Returns a record of the input, as many seconds after 1970 as its offset. */
  static ConsumerRecord<byte[], byte[]> record(
      Topics topics, int partition, long offset, String key, byte[] value) {
    var headers = new RecordHeaders();
    headers.add("own", bytes("header"));
    return new ConsumerRecord<>(
        topics.examples(),
        partition,
        offset,
        offset * 1000,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        key == null ? null : bytes(key),
        value,
        headers,
        Optional.empty());
  }

  @SafeVarargs
  final void send(ProducerRecord<byte[], byte[]>... records) throws Exception {
    try (var producer = producer(Map.of())) {
      for (var record : records) {
        producer.send(record).get();
      }
    }
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    var all = new HashMap<>(settings);
    all.put("bootstrap.servers", stack.bootstrapServers());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers());
    try (var reader = new TopicReader(settings, topic)) {
      reader.forEach(records::add);
    }
    return records;
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** Executes {@code lethe dead-letters} on the topics of an installation. */
  Result deadLetters(Topics topics, String... arguments) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(Arrays.asList(arguments));
    all.add("--topic-prefix=" + topics.prefix());
    all.add("--bootstrap-server=" + stack.bootstrapServers());
    return Result.of(all.toArray(String[]::new));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
