package dev.lethe.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Creates serdes for the generated classes over one registry.
 *
 * @param registry source of schema ids
 * @param registers true to register missing schemas on first use
 */
public record AvroSerdes(SchemaRegistry registry, boolean registers) {

  public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
    return Serdes.serdeFrom(
        new AvroSerializer<>(registry, registers), new AvroDeserializer<>(registry, type));
  }

  public <T extends SpecificRecord> AvroSerializer<T> serializer() {
    return new AvroSerializer<>(registry, registers);
  }

  public <T extends SpecificRecord> AvroDeserializer<T> deserializer(Class<T> type) {
    return new AvroDeserializer<>(registry, type);
  }

  /**
   * Looks up the schema of a topic's values, or registers it if that is allowed.
   *
   * @return its id
   * @throws SchemaRegistry.UnknownSchemaException if the registry lacks or rejects it
   */
  public int prepare(String topic, Schema schema) {
    return AvroSerializer.id(registry, registers, topic, schema);
  }
}
