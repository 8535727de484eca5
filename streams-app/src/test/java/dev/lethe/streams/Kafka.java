package dev.lethe.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.web.WebSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stands in for trainers: writes the records that the app reads, in transactions. */
final class Kafka {
  private final LocalStack stack;
  private final AvroSerdes serdes;

  Kafka(LocalStack stack) {
    this.stack = stack;
    this.serdes = new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
  }

  /** Returns the configuration of an app whose state is in a directory of the test. */
  StreamsAppConfig config(Topics topics, int port, Path stateDir) {
    return config(topics, port, stateDir, AlertSettings.none());
  }

  StreamsAppConfig config(Topics topics, int port, Path stateDir, AlertSettings alerts) {
    return new StreamsAppConfig(
        stack.bootstrapServers(),
        stack.registryUrl(),
        topics,
        WebSettings.local(port),
        null,
        stateDir,
        Map.of(),
        Optional.empty(),
        alerts);
  }

  Topics createTopics(String prefix) throws Exception {
    var topics = new Topics(prefix);
    try (Admin admin = admin()) {
      admin.createTopics(topics.definitions(2, (short) 1)).all().get();
    }
    return topics;
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            stack.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  KafkaProducer<String, byte[]> producer(String transactionalId) {
    var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", stack.bootstrapServers(), "transactional.id", transactionalId),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  void send(KafkaProducer<String, byte[]> producer, String topic, SpecificRecord record) {
    byte[] value = serdes.serializer().serialize(topic, record);
    send(producer, new ProducerRecord<>(topic, record.get(0).toString(), value));
  }

  void send(KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
    // A failed send fails the commit, so that its future need not be waited for.
    Future<RecordMetadata> sent = producer.send(record);
    assertThat(sent).isNotNull();
  }
}
