package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.DType;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Tensor;
import dev.lethe.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The input of one run on one partition: produces examples, and waits until they are committed. */
final class CostInput implements AutoCloseable {
  static final int CLASSES = 10;
  private static final int TASK_SIZE = 100_000;
  private static final long POLL_NANOS = 10_000_000;

  private final Topics topics;
  private final int features;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroSerializer<Example> serializer;
  private final SplittableRandom random = new SplittableRandom(1);
  private long produced;

  /**
   * @param features bytes per example
   */
  CostInput(String bootstrapServers, Topics topics, int features, AvroSerdes serdes) {
    this.topics = topics;
    this.features = features;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.serializer = serdes.serializer();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a lost record would end the wait with an error
  void produce(int examples) {
    for (int i = 0; i < examples; i++) {
      producer.send(
          new ProducerRecord<>(
              topics.examples(), 0, null, serializer.serialize(topics.examples(), next())));
    }
    producer.flush();
  }

  /** A noisy one-hot code of the label in the first features, and noise in the others. */
  private Example next() {
    long number = produced++;
    byte[] pixels = new byte[features];
    random.nextBytes(pixels);
    int label = random.nextInt(CLASSES);
    for (int i = 0; i < features; i++) {
      pixels[i] = (byte) ((pixels[i] & 31) + (i == label ? 128 : 0));
    }
    return new Example(
        "e" + number,
        Instant.ofEpochMilli(1_700_000_000_000L + number),
        new Tensor(DType.UINT8, List.of(features), ByteBuffer.wrap(pixels)),
        label,
        "task-" + number / TASK_SIZE,
        Role.LEARN);
  }

  long produced() {
    return produced;
  }

  /** Returns the offset that a run has committed. */
  long committed(String group) {
    try {
      var offset =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(topics.examples(), 0));
      return offset == null ? 0 : offset.offset();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("could not read the offsets of " + group, e);
    }
  }

  /** Waits until a run has committed this many examples. */
  void awaitCommitted(String group, long examples) {
    while (committed(group) < examples) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Returns the size of a topic in the broker's log, bytes. */
  long logBytes(String topic) {
    try {
      int broker = admin.describeCluster().nodes().get().iterator().next().id();
      return admin
          .describeLogDirs(List.of(broker))
          .allDescriptions()
          .get()
          .get(broker)
          .values()
          .stream()
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .filter(replica -> replica.getKey().topic().equals(topic))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("could not read the size of " + topic, e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
