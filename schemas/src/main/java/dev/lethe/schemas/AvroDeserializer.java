package dev.lethe.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Deserializes the Confluent wire format into one generated class. The writer's schema may be any
 * compatible one.
 *
 * <p>Not thread-safe.
 *
 * @param <T> generated class
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private final SchemaRegistry registry;
  private final Schema readerSchema;
  private final SpecificData model;
  private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();

  public AvroDeserializer(SchemaRegistry registry, Class<T> type) {
    GeneratedClasses.trust();
    this.registry = registry;
    this.model = SpecificData.getForClass(type);
    this.readerSchema = model.getSchema(type);
  }

  /**
   * Returns the record, or null for null.
   *
   * @throws SerializationException if the bytes are not such a record: reading them again will not
   *     help
   * @throws SchemaRegistry.RegistryUnavailableException if the registry did not answer
   */
  @Override
  public T deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < 1 + Integer.BYTES || bytes[0] != AvroSerializer.MAGIC) {
      throw new SerializationException(
          "%s: got %d bytes%s, expected the Confluent wire format: a zero byte and a schema id"
              .formatted(
                  topic, bytes.length, bytes.length == 0 ? "" : " that start with " + bytes[0]));
    }
    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    int start = 1 + Integer.BYTES;
    try {
      SpecificDatumReader<T> reader = readers.computeIfAbsent(id, this::reader);
      var decoder = new BoundedDecoder(bytes, start);
      T record = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new SerializationException(
            "%s: got bytes after the end of a %s".formatted(topic, readerSchema.getName()));
      }
      return record;
    } catch (SchemaRegistry.UnknownSchemaException e) {
      throw new SerializationException("%s: got unknown schema id %d".formatted(topic, id), e);
    } catch (EOFException e) {
      throw new SerializationException(
          "%s: got a truncated %s".formatted(topic, readerSchema.getName()), e);
    } catch (SchemaRegistry.RegistryUnavailableException | SerializationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Avro throws a dozen unrelated exceptions for malformed input.
      throw new SerializationException(
          "%s: got bytes that are not a %s: %s"
              .formatted(topic, readerSchema.getName(), e.getMessage()),
          e);
    }
  }

  /**
   * Rejects a writer's schema that gives a field another unit, e.g. timestamp-micros instead of
   * timestamp-millis. Avro would take the value as it is. A field without a unit is accepted.
   */
  private void requireSameUnits(Schema writerSchema) {
    if (writerSchema.getType() != Schema.Type.RECORD) {
      return;
    }
    for (Schema.Field field : readerSchema.getFields()) {
      Schema.Field written = writerSchema.getField(field.name());
      String expected = unit(field.schema());
      String got = written == null ? null : unit(written.schema());
      if (expected != null && got != null && !got.equals(expected)) {
        throw new SerializationException(
            "%s: got values of type %s in the writer's schema, expected %s"
                .formatted(field.name(), got, expected));
      }
    }
  }

  /** Returns the logical type of a field, also of an optional one, or null. */
  private static String unit(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return schema.getTypes().stream()
          .map(AvroDeserializer::unit)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
    // The property, because Avro drops a logical type that it does not know.
    return schema.getProp(LogicalType.LOGICAL_TYPE_PROP);
  }

  private SpecificDatumReader<T> reader(int id) {
    Schema writerSchema = registry.byId(id);
    requireSameUnits(writerSchema);
    return new SpecificDatumReader<>(writerSchema, readerSchema, model);
  }
}
