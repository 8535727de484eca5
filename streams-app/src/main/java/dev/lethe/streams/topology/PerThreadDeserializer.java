package dev.lethe.streams.topology;

import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Gives each thread a deserializer of its own: Streams shares the one a source was made with among
 * all stream threads, and Avro's are not safe for that.
 */
final class PerThreadDeserializer<T> implements Deserializer<T> {
  private final ThreadLocal<Deserializer<T>> own;

  PerThreadDeserializer(Supplier<? extends Deserializer<T>> make) {
    own = ThreadLocal.withInitial(make);
  }

  @Override
  public T deserialize(String topic, byte[] data) {
    return own.get().deserialize(topic, data);
  }

  @Override
  public void close() {
    own.remove();
  }
}
