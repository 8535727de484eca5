package dev.lethe.cli.feed;

import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.StreamExample;
import dev.lethe.scenarios.data.Values;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.DType;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends an example stream to a topic, in order, and ends it with a {@code BOUNDARY}, so that the
 * last task window ends without waiting for an example that never comes.
 *
 * <p>Not thread-safe.
 */
public final class Feeder implements AutoCloseable {
  private final String topic;
  private final Producer<String, byte[]> producer;
  private final AvroSerializer<Example> serializer;
  private final Clock clock;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Feeder(String topic, Producer<String, byte[]> producer, AvroSerdes serdes, Clock clock) {
    this.topic = topic;
    this.producer = producer;
    this.serializer = serdes.serializer();
    this.clock = clock;
  }

  /**
   * @param kafka Kafka's own settings, passed on untouched
   */
  public static Feeder connect(
      String topic, String bootstrapServers, Map<String, String> kafka, AvroSerdes serdes) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    kafka.forEach(
        (key, value) -> {
          if (!key.startsWith("consumer.")) {
            settings.put(key.replaceFirst("^producer\\.", ""), value);
          }
        });
    // Idempotence keeps the order through retries, and the order is what is learnt.
    require(settings, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    require(settings, ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    return new Feeder(topic, producer, serdes, Clock.systemUTC());
  }

  private static void require(Map<String, Object> settings, String key, String value) {
    Object seen = settings.put(key, value);
    if (seen != null && !seen.equals(value)) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected '%s' or nothing: the order of the stream rests on it"
              .formatted(key, seen, value));
    }
  }

  /**
   * Sends all of a stream and waits until the brokers have it.
   *
   * @param rate examples per second, 0 for no limit
   * @param going asked before each example; when it says no, the rest is not sent
   * @param progress told the number of examples sent so far
   * @return training examples sent
   * @throws KafkaException if the brokers do not take them
   */
  public long send(
      ExampleStream stream, double rate, BooleanSupplier going, LongConsumer progress) {
    List<Integer> shape = stream.dataset().shape();
    var pace = new RateLimiter(rate, System::nanoTime);
    long sent = 0;
    long training = 0;
    for (StreamExample example : stream) {
      if (!going.getAsBoolean()) {
        break;
      }
      pace.await(sent);
      send(example.id(), avro(example, shape));
      sent++;
      training += example.evaluate() ? 0 : 1;
      progress.accept(sent);
    }
    send(
        stream.scenario() + "-end",
        new Example(
            stream.scenario() + "-end", clock.instant(), List.of(), null, null, Role.BOUNDARY));
    producer.flush();
    throwFailure();
    return training;
  }

  private Example avro(StreamExample example, List<Integer> shape) {
    return new Example(
        example.id(),
        clock.instant(),
        tensor(example.features(), shape),
        example.label(),
        example.task(),
        example.evaluate() ? Role.EVALUATE : Role.LEARN);
  }

  private static Tensor tensor(Values features, List<Integer> shape) {
    if (features instanceof Values.Bytes bytes) {
      return new Tensor(DType.UINT8, shape, ByteBuffer.wrap(bytes.values()));
    }
    float[] floats = ((Values.Floats) features).values();
    ByteBuffer data =
        ByteBuffer.allocate(Float.BYTES * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(floats);
    return new Tensor(DType.FLOAT32, shape, data);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
  private void send(String id, Example example) {
    throwFailure();
    producer.send(
        new ProducerRecord<>(topic, id, serializer.serialize(topic, example)),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  private void throwFailure() {
    Exception e = failure.get();
    if (e != null) {
      throw new KafkaException("sending to " + topic + " failed", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
