package dev.lethe.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Decodes Avro's binary encoding from an array and rejects lengths that the array cannot hold.
 *
 * <p>Avro's own decoder allocates any length that a record claims: 14 bytes that claim an array of
 * 10⁹ floats crash the process. Input is untrusted, so every length and count is checked against
 * the remaining bytes; an element takes at least one byte.
 */
final class BoundedDecoder extends Decoder {
  private static final int MAX_VARINT_BYTES = 10;

  private final ByteBuffer in;

  BoundedDecoder(byte[] bytes, int from) {
    this.in = ByteBuffer.wrap(bytes, from, bytes.length - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean isEnd() {
    return !in.hasRemaining();
  }

  @Override
  public void readNull() {
    // null takes no bytes
  }

  @Override
  public boolean readBoolean() throws IOException {
    need(1);
    return in.get() == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if ((int) value != value) {
      throw new IOException("int: got " + value + ", expected a 32-bit value");
    }
    return (int) value;
  }

  /** Reads a zigzag varint: 7 bits per byte, least significant first. */
  @Override
  public long readLong() throws IOException {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      need(1);
      byte next = in.get();
      value |= (next & 0x7FL) << (7 * i);
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("varint: got more than " + MAX_VARINT_BYTES + " bytes");
  }

  @Override
  public float readFloat() throws IOException {
    need(Float.BYTES);
    return in.getFloat();
  }

  @Override
  public double readDouble() throws IOException {
    need(Double.BYTES);
    return in.getDouble();
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    byte[] bytes = new byte[length()];
    in.get(bytes);
    return new Utf8(bytes);
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    String value =
        new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return value;
  }

  @Override
  public void skipString() throws IOException {
    skipBytes();
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    byte[] bytes = new byte[length()];
    in.get(bytes);
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public void skipBytes() throws IOException {
    skipFixed(length());
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    need(length);
    in.get(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    need(length);
    in.position(in.position() + length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return items();
  }

  @Override
  public long arrayNext() throws IOException {
    return items();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return items();
  }

  @Override
  public long mapNext() throws IOException {
    return items();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  /** Returns the item count of the next block; a negative count precedes its size in bytes. */
  private long items() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLong();
      count = -count;
    }
    if (count < 0 || count > in.remaining()) {
      throw new EOFException(
          "got %d items, expected at most %d for the remaining bytes"
              .formatted(count, in.remaining()));
    }
    return count;
  }

  /**
   * Skips blocks of known size. Returns the number of items of the next block, which has to be
   * read.
   */
  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      long size = readLong();
      need(size);
      in.position(in.position() + (int) size);
      count = readLong();
    }
    if (count > in.remaining()) {
      throw new EOFException(
          "got %d items, expected at most %d for the remaining bytes"
              .formatted(count, in.remaining()));
    }
    return count;
  }

  private int length() throws IOException {
    long length = readLong();
    need(length);
    return (int) length;
  }

  private void need(long bytes) throws EOFException {
    if (bytes < 0 || bytes > in.remaining()) {
      throw new EOFException(
          "got a length of %d bytes, expected at most %d".formatted(bytes, in.remaining()));
    }
  }
}
