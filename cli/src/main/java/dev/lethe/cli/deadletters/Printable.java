package dev.lethe.cli.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.schemas.AvroText;
import dev.lethe.schemas.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes of records as text that is safe for a terminal. */
public final class Printable {
  private static final int MAX_TEXT = 4000;
  private static final int MAX_HEX_BYTES = 512;

  private Printable() {}

  /**
   * Describes a value: as JSON if it is JSON or Avro, as text if it is text, otherwise in hex.
   *
   * @param registry registry with the schemas of Avro values
   */
  public static String value(byte[] value, SchemaRegistry registry) {
    if (value == null) {
      return "none";
    }
    Optional<String> avro = AvroText.json(registry, value);
    if (avro.isPresent()) {
      return "%d bytes, Avro: %s".formatted(value.length, limit(escape(avro.get())));
    }
    Optional<String> text = text(value);
    if (text.isEmpty()) {
      return "%d bytes, hex: %s".formatted(value.length, hex(value));
    }
    String kind = isJson(text.get()) ? "JSON" : "text";
    return "%d bytes, %s: %s".formatted(value.length, kind, limit(escape(text.get())));
  }

  /** Returns a key or the value of a header: as text if it is text, otherwise in hex. */
  public static String bytes(byte[] bytes) {
    if (bytes == null) {
      return "none";
    }
    return text(bytes).map(text -> limit(escape(text))).orElseGet(() -> "hex: " + hex(bytes));
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean readable =
          text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
      return readable ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isJson(String text) {
    if (!text.stripLeading().startsWith("{") && !text.stripLeading().startsWith("[")) {
      return false;
    }
    try {
      new ObjectMapper().readTree(text);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Replaces control characters, which could move the cursor or change the terminal. */
  private static String escape(String text) {
    var escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                escaped.append("\\u%04x".formatted(c));
              } else {
                escaped.append((char) c);
              }
            });
    return escaped.toString();
  }

  private static String limit(String text) {
    return text.length() <= MAX_TEXT
        ? text
        : text.substring(0, MAX_TEXT)
            + "… (%d more characters)".formatted(text.length() - MAX_TEXT);
  }

  private static String hex(byte[] bytes) {
    String start =
        HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, MAX_HEX_BYTES)));
    return bytes.length <= MAX_HEX_BYTES
        ? start
        : start + "… (%d more bytes)".formatted(bytes.length - MAX_HEX_BYTES);
  }
}
