package dev.lethe.streams.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes an Avro record as JSON: the fields of its schema, in their order. The run's name is left
 * out, since the object around a record has it. Undefined and non-finite numbers are null, and
 * moments are epoch milliseconds.
 */
public final class AvroJson extends JsonSerializer<SpecificRecord> {
  private static final String RUN = "run";

  @Override
  public void serialize(SpecificRecord record, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    writeRecord(record, json);
  }

  private static void writeRecord(SpecificRecord record, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      if (!field.name().equals(RUN)) {
        json.writeFieldName(field.name());
        write(record.get(field.pos()), json);
      }
    }
    json.writeEndObject();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value == null || value instanceof Double number && !Double.isFinite(number)) {
      // JSON has no NaN and no infinities.
      json.writeNull();
    } else if (value instanceof SpecificRecord record) {
      writeRecord(record, json);
    } else if (value instanceof Collection<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (var entry : new TreeMap<>(map).entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof Instant moment) {
      json.writeNumber(moment.toEpochMilli());
    } else if (value instanceof Enum<?> || value instanceof CharSequence) {
      json.writeString(value.toString());
    } else {
      json.writePOJO(value);
    }
  }
}
