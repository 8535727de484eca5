package dev.lethe.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serializes Avro records in the Confluent wire format: a zero byte, the schema id (4 bytes,
 * big-endian), the record in Avro's binary encoding.
 *
 * <p>The subject is {@code <topic>-value} ({@code TopicNameStrategy}). Not thread-safe, as Kafka's
 * contract allows.
 *
 * @param <T> record type, specific or generic
 */
public final class AvroSerializer<T extends GenericContainer> implements Serializer<T> {
  static final byte MAGIC = 0;

  private final SchemaRegistry registry;
  private final boolean registers;
  private final Map<String, Integer> ids = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private BinaryEncoder encoder;
  private Schema schema;
  private DatumWriter<T> writer;

  /**
   * @param registers true to register missing schemas; otherwise serialization with them fails
   */
  public AvroSerializer(SchemaRegistry registry, boolean registers) {
    GeneratedClasses.trust();
    this.registry = registry;
    this.registers = registers;
  }

  @Override
  public byte[] serialize(String topic, T record) {
    if (record == null) {
      return null;
    }
    use(record);
    int id = ids.computeIfAbsent(topic, name -> id(registry, registers, name, schema));
    try {
      out.reset();
      out.write(MAGIC);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
      encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
      writer.write(record, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  @SuppressWarnings("unchecked")
  private void use(T record) {
    if (record.getSchema().equals(schema)) {
      return;
    }
    schema = record.getSchema();
    ids.clear();
    writer = (DatumWriter<T>) SpecificData.getForSchema(schema).createDatumWriter(schema);
  }

  static int id(SchemaRegistry registry, boolean registers, String topic, Schema schema) {
    String subject = topic + "-value";
    return registers ? registry.register(subject, schema) : registry.idOf(subject, schema);
  }
}
