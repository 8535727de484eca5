package dev.lethe.cli.chaos;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Produces examples at a steady pace, on a thread of its own, until it ends. */
final class ExampleStream implements AutoCloseable {
  static final int FEATURES = 8;
  static final int CLASSES = 4;

  private static final int TASK_SIZE = 400;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

  private final String topic;
  private final AvroSerializer<Example> serializer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final SplittableRandom random;
  private final Thread thread = new Thread(this::produce, "stream");
  private volatile boolean closing;
  private long produced;

  ExampleStream(String bootstrapServers, String topic, AvroSerdes serdes, SplittableRandom random) {
    this.topic = topic;
    this.serializer = serdes.serializer();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.random = random;
  }

  void start() {
    // A test that has failed ends although examples are still sent.
    thread.setDaemon(true);
    thread.start();
  }

  private void produce() {
    while (!closing) {
      send(example());
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what arrives is the stream; runs are compared
  private void send(Example example) {
    producer.send(new ProducerRecord<>(topic, serializer.serialize(topic, example)));
  }

  private Example example() {
    long number = produced++;
    int label = random.nextInt(CLASSES);
    List<Float> features = new ArrayList<>();
    for (int f = 0; f < FEATURES; f++) {
      features.add((f == label ? 1 : 0) + (float) random.nextDouble());
    }
    return new Example(
        "e" + number,
        Instant.ofEpochMilli(1000 + number),
        features,
        label,
        "task-" + number / TASK_SIZE,
        number % 10 == 9 ? Role.EVALUATE : Role.LEARN);
  }

  /** Ends the last task window, and returns when everything has arrived. */
  void end() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    send(new Example("end", Instant.ofEpochMilli(1000), List.of(), null, null, Role.BOUNDARY));
    producer.flush();
  }

  /** Ends at once. */
  @Override
  public void close() {
    closing = true;
    producer.close(Duration.ZERO);
  }
}
