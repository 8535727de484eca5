package dev.lethe.streams.metrics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Accuracy over the last {@value #LENGTH} scored predictions: a ring of bits and their sum, so the
 * value is exact however long the stream.
 */
public final class WindowedAccuracy {
  public static final int LENGTH = 1000;

  private final long[] bits;
  private int next;
  private int filled;
  private int correct;

  public WindowedAccuracy() {
    this(new long[(LENGTH + Long.SIZE - 1) / Long.SIZE], 0, 0, 0);
  }

  private WindowedAccuracy(long[] bits, int next, int filled, int correct) {
    this.bits = bits;
    this.next = next;
    this.filled = filled;
    this.correct = correct;
  }

  public void add(boolean right) {
    int word = next / Long.SIZE;
    long mask = 1L << (next % Long.SIZE);
    if (filled == LENGTH) {
      correct -= (bits[word] & mask) == 0 ? 0 : 1;
    } else {
      filled++;
    }
    if (right) {
      bits[word] |= mask;
      correct++;
    } else {
      bits[word] &= ~mask;
    }
    next = (next + 1) % LENGTH;
  }

  /** In [0, 1]; NaN before the first. */
  public double value() {
    return filled == 0 ? Double.NaN : (double) correct / filled;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeShort(next);
    out.writeShort(filled);
    out.writeShort(correct);
    for (long word : bits) {
      out.writeLong(word);
    }
  }

  static WindowedAccuracy readFrom(DataInput in) throws IOException {
    var read =
        new WindowedAccuracy(
            new long[(LENGTH + Long.SIZE - 1) / Long.SIZE],
            in.readShort(),
            in.readShort(),
            in.readShort());
    for (int i = 0; i < read.bits.length; i++) {
      read.bits[i] = in.readLong();
    }
    return read;
  }
}
