package dev.lethe.streams.topology;

import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;

/** Gives each thread a serializer of its own, for the reason in {@link PerThreadDeserializer}. */
final class PerThreadSerializer<T> implements Serializer<T> {
  private final ThreadLocal<Serializer<T>> own;

  PerThreadSerializer(Supplier<? extends Serializer<T>> make) {
    own = ThreadLocal.withInitial(make);
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
