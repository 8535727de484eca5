package dev.lethe.streams.topology;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serde for a state with its own binary format. Thread-safe. */
public final class StateSerde {
  private StateSerde() {}

  /** Creates a serde from methods that write and read a state. */
  public static <T> Serde<T> of(Writer<T> writer, Reader<T> reader) {
    return Serdes.serdeFrom(
        (topic, state) -> state == null ? null : write(topic, state, writer),
        (topic, bytes) -> bytes == null ? null : read(topic, bytes, reader));
  }

  private static <T> byte[] write(String topic, T state, Writer<T> writer) {
    var bytes = new ByteArrayOutputStream(256);
    try (var out = new DataOutputStream(bytes)) {
      writer.write(state, out);
    } catch (IOException e) {
      throw new SerializationException(topic + ": could not write state: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(String topic, byte[] bytes, Reader<T> reader) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return reader.read(in);
    } catch (IOException e) {
      throw new SerializationException(topic + ": could not read state: " + e.getMessage(), e);
    }
  }

  /** Writes a state. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(T state, DataOutput out) throws IOException;
  }

  /** Reads what a {@link Writer} wrote. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(DataInput in) throws IOException;
  }
}
