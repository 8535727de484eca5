package dev.lethe.streams.topology;

import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;

/** Uses one serializer per thread, for the same reason as {@link PerThreadDeserializer}. */
public final class PerThreadSerializer<T> implements Serializer<T> {
  private final ThreadLocal<Serializer<T>> own;

  /** Creates a serializer that takes those of the threads from a factory. */
  public PerThreadSerializer(Supplier<? extends Serializer<T>> factory) {
    own = ThreadLocal.withInitial(factory);
  }

  @Override
  public byte[] serialize(String topic, T data) {
    return own.get().serialize(topic, data);
  }

  @Override
  public void close() {
    own.remove();
  }
}
