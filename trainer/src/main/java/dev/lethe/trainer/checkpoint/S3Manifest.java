package dev.lethe.trainer.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Small object whose existence makes a checkpoint complete.
 *
 * @param data last part of the key of the object with the content
 * @param size size of the content in bytes
 */
record S3Manifest(String data, long size) {
  static final String EXTENSION = ".json";
  static final int MAX_BYTES = 1 << 12;

  private static final JsonMapper MAPPER = new JsonMapper();

  /** The data lies beside its manifest. A manifest never points elsewhere. */
  private static final Pattern DATA =
      Pattern.compile("[0-9]{18}-[0-9a-f-]{36}" + Pattern.quote(CheckpointName.EXTENSION));

  byte[] write() {
    return MAPPER
        .createObjectNode()
        .put("data", data)
        .put("size", size)
        .toPrettyString()
        .getBytes(StandardCharsets.UTF_8);
  }

  static S3Manifest read(String key, byte[] text) throws IOException {
    Fields json;
    try {
      json = new Fields("manifest " + key, MAPPER.readTree(text));
    } catch (JacksonException e) {
      throw new CheckpointDamagedException("manifest " + key, e.getOriginalMessage(), "JSON", e);
    }
    String data = json.text("data");
    if (!isData(data)) {
      throw new CheckpointDamagedException("manifest " + key, data, "the name of a data object");
    }
    return new S3Manifest(data, json.number("size"));
  }

  static boolean isData(String name) {
    return DATA.matcher(name).matches();
  }
}
