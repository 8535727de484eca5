package dev.lethe.trainer;

import dev.lethe.schemas.ClusterAdmin;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates Kafka clients from complete settings: those of a cluster, or simulated ones in tests. */
interface ClientFactory {
  /** Creates the clients of Kafka. */
  ClientFactory KAFKA =
      new ClientFactory() {
        @Override
        public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
          return new KafkaConsumer<>(
              settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
          return new KafkaProducer<>(
              settings, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Admin admin(Map<String, Object> settings) {
          return Admin.create(settings);
        }

        @Override
        public ClusterAdmin cluster(String bootstrapServers, Map<String, Object> settings) {
          return ClusterAdmin.connect(bootstrapServers, settings);
        }
      };

  Consumer<byte[], byte[]> consumer(Map<String, Object> settings);

  Producer<byte[], byte[]> producer(Map<String, Object> settings);

  Admin admin(Map<String, Object> settings);

  /** Connects to the cluster for checks before the run starts. */
  ClusterAdmin cluster(String bootstrapServers, Map<String, Object> settings);
}
