package dev.lethe.learner.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A file in the format safetensors, read independently of the writer. */
public final class SafetensorsReader {
  private final JsonObject header;
  private final ByteBuffer data;

  public SafetensorsReader(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[Math.toIntExact(bytes.getLong())];
    bytes.get(json);
    header = JsonParser.parseString(new String(json, UTF_8)).getAsJsonObject();
    data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  public JsonObject header() {
    return header;
  }

  /** Returns the bytes of an array. */
  public ByteBuffer bytes(String name) {
    JsonArray offsets = header.getAsJsonObject(name).getAsJsonArray("data_offsets");
    int from = offsets.get(0).getAsInt();
    return data.slice(from, offsets.get(1).getAsInt() - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the elements of a float32 array. */
  public float[] floats(String name) {
    ByteBuffer bytes = bytes(name);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
