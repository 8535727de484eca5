package dev.lethe.learner.state;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Memory for copies of state, used again for the next copy: writing to memory that was used before
 * takes half the time, and it leaves no garbage. Holds as much as the copies that were in use at
 * the same time. Thread-safe.
 */
public final class FloatBlocks {
  /** Floats of a block. */
  static final int SIZE = 1 << 18;

  private final Queue<float[]> free = new ConcurrentLinkedQueue<>();

  /** Returns a block with any content. */
  float[] take() {
    float[] block = free.poll();
    return block == null ? new float[SIZE] : block;
  }

  /** Takes back a block that is no longer read. */
  void release(float[] block) {
    free.add(block);
  }
}
