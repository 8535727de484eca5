package dev.lethe.trainer.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * State in memory, copied while learning waits and written to a store afterwards. Grows in blocks,
 * so it never copies what it already contains and has no maximum array size.
 *
 * <p>Not thread-safe: hand it to another thread after the last write.
 */
public final class CheckpointBuffer extends OutputStream implements CheckpointBytes {
  private static final int BLOCK_SIZE = 1 << 20;

  private final List<byte[]> blocks = new ArrayList<>();
  private int used = BLOCK_SIZE;

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int from = offset;
    int left = length;
    while (left > 0) {
      if (used == BLOCK_SIZE) {
        blocks.add(new byte[BLOCK_SIZE]);
        used = 0;
      }
      int count = Math.min(left, BLOCK_SIZE - used);
      System.arraycopy(bytes, from, blocks.get(blocks.size() - 1), used, count);
      used += count;
      from += count;
      left -= count;
    }
  }

  /** Returns the number of bytes written. */
  public long size() {
    return blocks.isEmpty() ? 0 : (blocks.size() - 1L) * BLOCK_SIZE + used;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (int i = 0; i < blocks.size(); i++) {
      out.write(blocks.get(i), 0, i == blocks.size() - 1 ? used : BLOCK_SIZE);
    }
  }
}
