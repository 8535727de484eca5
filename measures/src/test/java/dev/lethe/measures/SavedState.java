package dev.lethe.measures;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;

/** Writes a state and reads it back. */
final class SavedState {
  private SavedState() {}

  interface Writer {
    void writeTo(DataOutput out) throws IOException;
  }

  interface Reader<T> {
    T readFrom(DataInput in) throws IOException;
  }

  static <T> T copy(Writer writer, Reader<T> reader) throws IOException {
    return reader.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(writer))));
  }

  static byte[] bytes(Writer writer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    writer.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
