package dev.lethe.streams.topology;

import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Uses one deserializer per thread. Streams shares a source's deserializer among its threads, and
 * Avro's are not thread-safe.
 */
public final class PerThreadDeserializer<T> implements Deserializer<T> {
  private final ThreadLocal<Deserializer<T>> own;

  /** Creates a deserializer that takes those of the threads from a factory. */
  public PerThreadDeserializer(Supplier<? extends Deserializer<T>> factory) {
    own = ThreadLocal.withInitial(factory);
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
