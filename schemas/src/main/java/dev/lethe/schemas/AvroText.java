package dev.lethe.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;

/** Reads any record in the Confluent wire format, for people. */
public final class AvroText {
  private AvroText() {}

  /**
   * Returns a record as JSON, with the fields of its writer's schema. Empty if the bytes are not
   * such a record, or the registry does not know or does not return its schema.
   */
  public static Optional<String> json(SchemaRegistry registry, byte[] bytes) {
    int start = 1 + Integer.BYTES;
    if (bytes.length < start || bytes[0] != AvroSerializer.MAGIC) {
      return Optional.empty();
    }
    try {
      Schema schema = registry.byId(ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt());
      var decoder = new BoundedDecoder(bytes, start);
      Object value = new GenericDatumReader<>(schema).read(null, decoder);
      return decoder.isEnd() ? Optional.of(String.valueOf(value)) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // Avro throws a dozen unrelated exceptions for malformed input.
      return Optional.empty();
    }
  }
}
