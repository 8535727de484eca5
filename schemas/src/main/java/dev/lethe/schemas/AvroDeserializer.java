package dev.lethe.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the Confluent wire format into one generated class, whatever compatible schema it was
 * written with.
 *
 * <p>Not safe for use by more than one thread at a time.
 *
 * @param <T> the generated class
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
   * @throws SerializationException if the bytes are no such record: reading them again will not
   *     help
   * @throws SchemaRegistry.RegistryUnavailableException if that could not be found out
   */
  @Override
  public T deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < 1 + Integer.BYTES || bytes[0] != AvroSerializer.MAGIC) {
      throw new SerializationException(
          "%s: not in the Confluent wire format: %d bytes%s, expected a zero byte and a schema id"
              .formatted(topic, bytes.length, bytes.length == 0 ? "" : ", first " + bytes[0]));
    }
    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    int start = 1 + Integer.BYTES;
    try {
      SpecificDatumReader<T> reader = readers.computeIfAbsent(id, this::reader);
      var decoder = new BoundedDecoder(bytes, start);
      T record = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new SerializationException(
            "%s: bytes left over after a %s".formatted(topic, readerSchema.getName()));
      }
      return record;
    } catch (SchemaRegistry.UnknownSchemaException e) {
      throw new SerializationException("%s: unknown schema id %d".formatted(topic, id), e);
    } catch (EOFException e) {
      throw new SerializationException(
          "%s: a %s cut short".formatted(topic, readerSchema.getName()), e);
    } catch (SchemaRegistry.RegistryUnavailableException | SerializationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Avro reports malformed input by a dozen unrelated exceptions; whatever it is, it is the
      // bytes.
      throw new SerializationException(
          "%s: not a %s: %s".formatted(topic, readerSchema.getName(), e.getMessage()), e);
    }
  }

  private SpecificDatumReader<T> reader(int id) {
    return new SpecificDatumReader<>(registry.byId(id), readerSchema, model);
  }
}
