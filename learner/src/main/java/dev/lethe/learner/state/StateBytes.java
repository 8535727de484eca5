package dev.lethe.learner.state;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Saved state in memory, in blocks: it grows without copying what it already holds, and may be
 * larger than the largest array. Write it first; then any thread may read it.
 */
public final class StateBytes extends OutputStream {
  private static final int BLOCK_SIZE = 1 << 20;

  private final List<byte[]> blocks = new ArrayList<>();

  /** Bytes used in the last block; the others are full. */
  private int used = BLOCK_SIZE;

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
    room();
    blocks.get(blocks.size() - 1)[used++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    for (int done = 0; done < length; ) {
      int count = Math.min(room(), length - done);
      System.arraycopy(bytes, offset + done, blocks.get(blocks.size() - 1), used, count);
      used += count;
      done += count;
    }
  }

  /** Returns the free bytes of the last block, at least 1. */
  private int room() {
    if (used == BLOCK_SIZE) {
      blocks.add(new byte[BLOCK_SIZE]);
      used = 0;
    }
    return BLOCK_SIZE - used;
  }

  /** Returns the number of bytes. */
  public long size() {
    return (long) blocks.size() * BLOCK_SIZE - (blocks.isEmpty() ? 0 : BLOCK_SIZE - used);
  }

  /** Writes all bytes to a stream, which is neither flushed nor closed. */
  public void writeTo(OutputStream out) throws IOException {
    for (int i = 0; i < blocks.size(); i++) {
      out.write(blocks.get(i), 0, length(i));
    }
  }

  /** Returns a stream of the bytes. */
  public InputStream open() {
    List<InputStream> streams = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      streams.add(new ByteArrayInputStream(blocks.get(i), 0, length(i)));
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  private int length(int block) {
    return block == blocks.size() - 1 ? used : BLOCK_SIZE;
  }
}
