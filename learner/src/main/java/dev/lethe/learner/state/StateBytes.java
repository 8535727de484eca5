package dev.lethe.learner.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Saved state in memory, in blocks: it grows without copying what it already holds, and may be
 * larger than the largest array. Write it first; then any thread may read it.
 *
 * <p>Floats are copied as they are, and get their order of bytes when they are read. So a copy of
 * the parameters stops learning for as short as possible.
 */
public final class StateBytes extends OutputStream {
  private static final int BLOCK_SIZE = 1 << 20;
  private static final int MIN_SIZE = 1 << 10;

  /** Floats for which a block of {@link FloatBlocks} is not wasted. */
  private static final int MIN_POOLED = FloatBlocks.SIZE / 4;

  /**
   * Floats converted at a time. Large temporary arrays would go straight to the old generation, and
   * the collections that they cause would stop learning for longer than the copy does.
   */
  private static final int CHUNK = 1 << 12;

  /** A part of the state. */
  private sealed interface Block {
    /** Returns the number of bytes. */
    int length();

    /** Writes the bytes to a stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Bytes, of which the first {@link #length} are used. Grows up to a block's. */
  private static final class Bytes implements Block {
    private byte[] bytes = new byte[MIN_SIZE];
    private int length;

    @Override
    public int length() {
      return length;
    }

    int room() {
      return BLOCK_SIZE - length;
    }

    void add(byte[] from, int offset, int count) {
      if (length + count > bytes.length) {
        int size = Math.max(length + count, Math.min(BLOCK_SIZE, 4 * bytes.length));
        bytes = Arrays.copyOf(bytes, size);
      }
      System.arraycopy(from, offset, bytes, length, count);
      length += count;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes, 0, length);
    }
  }

  /**
   * Floats in native order.
   *
   * @param count floats used
   */
  private record Floats(float[] values, int count) implements Block {
    @Override
    public int length() {
      return count * Float.BYTES;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(Math.min(count, CHUNK) * Float.BYTES);
      FloatBuffer floats = bytes.asFloatBuffer();
      for (int from = 0; from < count; from += CHUNK) {
        int part = Math.min(CHUNK, count - from);
        floats.put(0, values, from, part);
        out.write(bytes.array(), 0, part * Float.BYTES);
      }
    }
  }

  private final FloatBlocks pool;
  private final List<Block> blocks = new ArrayList<>();

  public StateBytes() {
    this(new FloatBlocks());
  }

  /**
   * @param pool memory for floats; {@link #release} returns it
   */
  public StateBytes(FloatBlocks pool) {
    this.pool = pool;
  }

  /**
   * Copies the state of an object into another one with the same settings.
   *
   * @throws StateMismatchException if the settings differ
   */
  public static void copy(Stateful from, Stateful to) {
    var bytes = new StateBytes();
    from.save(new StateWriter(bytes));
    to.restore(new StateReader(bytes.open()));
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    for (int done = 0; done < length; ) {
      Bytes block = lastBytes();
      int count = Math.min(block.room(), length - done);
      block.add(bytes, offset + done, count);
      done += count;
    }
  }

  /** Writes the remaining floats of a buffer, which are big-endian when they are read. */
  void write(FloatBuffer values) {
    while (values.hasRemaining()) {
      int count = Math.min(FloatBlocks.SIZE, values.remaining());
      float[] block = count < MIN_POOLED ? new float[count] : pool.take();
      values.get(block, 0, count);
      blocks.add(new Floats(block, count));
    }
  }

  /** Returns memory for the next copy. Nothing may read or write this object any more. */
  public void release() {
    for (Block block : blocks) {
      if (block instanceof Floats floats && floats.values().length == FloatBlocks.SIZE) {
        pool.release(floats.values());
      }
    }
    blocks.clear();
  }

  /** Returns a block with at least one free byte, after all others. */
  private Bytes lastBytes() {
    if (!blocks.isEmpty()
        && blocks.get(blocks.size() - 1) instanceof Bytes last
        && last.room() > 0) {
      return last;
    }
    var added = new Bytes();
    blocks.add(added);
    return added;
  }

  /** Returns the number of bytes. */
  public long size() {
    return blocks.stream().mapToLong(Block::length).sum();
  }

  /** Writes all bytes to a stream, which is neither flushed nor closed. */
  public void writeTo(OutputStream out) throws IOException {
    for (Block block : blocks) {
      block.writeTo(out);
    }
  }

  /** Returns a stream of the bytes. */
  public InputStream open() {
    return new SequenceInputStream(
        new Enumeration<>() {
          private final Iterator<Block> next = blocks.iterator();

          @Override
          public boolean hasMoreElements() {
            return next.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return stream(next.next());
          }
        });
  }

  private static InputStream stream(Block block) {
    var bytes = new ByteArrayOutputStream(block.length());
    try {
      block.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
