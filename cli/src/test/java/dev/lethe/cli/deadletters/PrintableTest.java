package dev.lethe.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class PrintableTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("R").fields().requiredString("id").requiredInt("n").endRecord();

  /** Knows one schema, with id 7. */
  private static final SchemaRegistry REGISTRY =
      new SchemaRegistry() {
        @Override
        public Schema byId(int id) {
          if (id != 7) {
            throw new UnknownSchemaException("no schema " + id, null);
          }
          return SCHEMA;
        }

        @Override
        public int idOf(String subject, Schema schema) {
          throw new UnsupportedOperationException();
        }

        @Override
        public int register(String subject, Schema schema) {
          throw new UnsupportedOperationException();
        }
      };

  @Test
  void shouldPrintAvroByTheSchemaOfItsWriter() {
    assertThat(value(new byte[] {0, 0, 0, 0, 7, 2, 'x', 10}))
        .isEqualTo("8 bytes, Avro: {\"id\": \"x\", \"n\": 5}");
  }

  @Test
  void shouldPrintHexIfAvroIsDamagedOrUnknown() {
    assertThat(value(new byte[] {0, 0, 0, 0, 7, 2})).isEqualTo("6 bytes, hex: 000000000702");
    assertThat(value(new byte[] {0, 0, 0, 0, 8, 2})).isEqualTo("6 bytes, hex: 000000000802");
    assertThat(value(new byte[2000])).endsWith("00… (1488 more bytes)");
  }

  @Test
  void shouldPrintJsonAndTextAsTheyAre() {
    assertThat(value(text("{\"a\": [1]}"))).isEqualTo("10 bytes, JSON: {\"a\": [1]}");
    assertThat(value(text("{\"a\": "))).isEqualTo("6 bytes, text: {\"a\": ");
    assertThat(value(text("größer"))).isEqualTo("8 bytes, text: größer");
    assertThat(value(null)).isEqualTo("none");
    assertThat(value(text("y".repeat(5000)))).endsWith("y… (1000 more characters)");
  }

  @Test
  void shouldNotLetBytesControlTheTerminal() {
    assertThat(Printable.bytes(text("\u001b[2J"))).isEqualTo("hex: 1b5b324a");
    assertThat(Printable.bytes(text("a\rb"))).isEqualTo("a\\u000db");
    assertThat(Printable.bytes(null)).isEqualTo("none");
  }

  private static String value(byte[] value) {
    return Printable.value(value, REGISTRY);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
