package dev.lethe.compare.results;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * JSON of results. Records have one field per component; a number that is not defined is null.
 * Files are replaced as a whole, so that a crash leaves the old one or the new one.
 */
public final class ResultsFile {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(new NullForNan(double.class))
                  .addSerializer(new NullForNan(Double.class))
                  .addDeserializer(double.class, new NanForNull()))
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ResultsFile() {}

  /** Writes a double, null if it is not finite. */
  private static final class NullForNan extends StdSerializer<Double> {
    private static final long serialVersionUID = 1;

    NullForNan(Class<Double> type) {
      super(type);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  /** Reads null as NaN. */
  private static final class NanForNull extends StdDeserializer<Double> {
    private static final long serialVersionUID = 1;

    NanForNull() {
      super(double.class);
    }

    @Override
    public Double deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return in.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }

  /** Writes a record as JSON. */
  public static void write(Path file, Object value) throws IOException {
    replace(file, MAPPER.writeValueAsString(value) + "\n");
  }

  /** Returns a record as JSON. */
  public static String text(Object value) throws IOException {
    return MAPPER.writeValueAsString(value);
  }

  /** Returns a record as JSON on one line. */
  public static String line(Object value) throws IOException {
    return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }

  /** Writes a text in the place of a file, which is then complete. */
  public static void replace(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(temporary, text);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a record that {@link #write} has written.
   *
   * @throws IOException if the file cannot be read, or has another form
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return MAPPER.readValue(file.toFile(), type);
  }

  /**
   * Returns the schema that a file names; empty text if it names none.
   *
   * @throws IOException if the file cannot be read, or is no JSON
   */
  public static String schema(Path file) throws IOException {
    return MAPPER.readTree(file.toFile()).path("schema").asText();
  }
}
