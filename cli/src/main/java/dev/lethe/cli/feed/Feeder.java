package dev.lethe.cli.feed;

import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.StreamExample;
import dev.lethe.scenarios.data.ClassNames;
import dev.lethe.scenarios.data.TableSummary;
import dev.lethe.scenarios.data.Values;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.DType;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Producer that sends an example stream to a topic in order. It ends the stream with a {@code
 * BOUNDARY}, so that the last task window ends without another example. If the classes of a table
 * have been numbered, the first and the last record have a header with their names.
 *
 * <p>This class is not thread-safe.
 */
public final class Feeder implements AutoCloseable {
  /**
   * Key of the header with the names of the classes: a line of CSV, in the order of their labels,
   * from 0.
   */
  static final String CLASS_NAMES = "lethe.class.names";

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
   * Connects to a cluster.
   *
   * @param topic topic to send to
   * @param kafka additional producer settings, with or without the prefix {@code producer.}
   * @param serdes serdes of the examples
   * @throws IllegalArgumentException if a setting would break the order of the stream
   */
  public static Feeder connect(
      String topic, String bootstrapServers, Map<String, String> kafka, AvroSerdes serdes) {
    return connect(topic, bootstrapServers, kafka, serdes, Clock.systemUTC());
  }

  /**
   * As {@link #connect(String, String, Map, AvroSerdes)}.
   *
   * @param clock event times of the examples
   */
  public static Feeder connect(
      String topic,
      String bootstrapServers,
      Map<String, String> kafka,
      AvroSerdes serdes,
      Clock clock) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    kafka.forEach(
        (key, value) -> {
          if (!key.startsWith("consumer.")) {
            settings.put(key.replaceFirst("^producer\\.", ""), value);
          }
        });
    // Idempotence keeps the order of the stream across retries.
    require(settings, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    require(settings, ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    return new Feeder(topic, producer, serdes, clock);
  }

  private static void require(Map<String, Object> settings, String key, String value) {
    Object actual = settings.put(key, value);
    if (actual != null && !actual.equals(value)) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected '%s' or no value, because the order of the stream depends on it"
              .formatted(key, actual, value));
    }
  }

  /**
   * Sends a stream and waits until the brokers have acknowledged it.
   *
   * @param stream stream to send
   * @param rate maximum rate in examples per second, or 0 for no limit
   * @param shouldContinue called before each example; returns false to skip the remaining examples
   * @param progress receives the number of examples sent so far
   * @param warnings receives a sentence for each value that spoils the scaling
   * @return number of training examples sent
   * @throws KafkaException if sending fails
   */
  public long send(
      ExampleStream stream,
      double rate,
      BooleanSupplier shouldContinue,
      LongConsumer progress,
      Consumer<String> warnings) {
    List<Integer> shape = stream.dataset().shape();
    var rateLimiter = new RateLimiter(rate, System::nanoTime);
    List<Header> classNames = classNames(stream);
    long sent = 0;
    long training = 0;
    Iterator<StreamExample> examples = stream.iterator(warnings);
    while (examples.hasNext() && shouldContinue.getAsBoolean()) {
      StreamExample example = examples.next();
      rateLimiter.await(sent);
      send(example.id(), toAvro(example, shape), sent == 0 ? classNames : List.of());
      sent++;
      training += example.evaluate() ? 0 : 1;
      progress.accept(sent);
    }
    send(
        stream.endId(),
        new Example(stream.endId(), clock.instant(), List.of(), null, null, Role.BOUNDARY),
        classNames);
    producer.flush();
    throwFailure();
    return training;
  }

  /** Returns a header with the classes of a table in the order of their labels. */
  private static List<Header> classNames(ExampleStream stream) {
    return stream.dataset().source().table().map(TableSummary::classes).stream()
        .filter(ClassNames::numbered)
        .<Header>map(
            classes ->
                new RecordHeader(CLASS_NAMES, classes.list().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private Example toAvro(StreamExample example, List<Integer> shape) {
    return new Example(
        example.id(),
        clock.instant(),
        toTensor(example.features(), shape),
        example.label(),
        example.task(),
        example.evaluate() ? Role.EVALUATE : Role.LEARN);
  }

  private static Tensor toTensor(Values features, List<Integer> shape) {
    if (features instanceof Values.Bytes bytes) {
      return new Tensor(DType.UINT8, shape, ByteBuffer.wrap(bytes.values()));
    }
    float[] floats = ((Values.Floats) features).values();
    ByteBuffer data =
        ByteBuffer.allocate(Float.BYTES * floats.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(floats);
    return new Tensor(DType.FLOAT32, shape, data);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback receives failures
  private void send(String id, Example example, List<Header> headers) {
    throwFailure();
    producer.send(
        new ProducerRecord<>(topic, null, null, id, serializer.serialize(topic, example), headers),
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
