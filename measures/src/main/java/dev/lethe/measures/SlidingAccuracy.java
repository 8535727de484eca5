package dev.lethe.measures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Prequential accuracy over a sliding window of the last w scored predictions:
 *
 * <pre>
 *   P_t = mean of x_s over the last min(t, w) predictions     x = 1 if correct, else 0
 * </pre>
 *
 * <p>J. Gama, R. Sebastião and P. P. Rodrigues, <i>On evaluating stream learning algorithms</i>,
 * Machine Learning 90, 2013. A ring of bits and their integer sum keep the value exact, however
 * long the stream.
 */
public final class SlidingAccuracy {
  private final int length;
  private final long[] bits;
  private int next;
  private int filled;
  private int correct;

  /**
   * Creates an accuracy of no predictions.
   *
   * @param length number w of predictions in the window, at least 1
   */
  public SlidingAccuracy(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("length: got '%d', expected 1 or more".formatted(length));
    }
    this.length = length;
    this.bits = new long[(length + Long.SIZE - 1) / Long.SIZE];
  }

  /** Adds a prediction whose label is known; the oldest leaves a full window. */
  public void add(boolean isCorrect) {
    int word = next / Long.SIZE;
    long mask = 1L << (next % Long.SIZE);
    if (filled == length) {
      correct -= (bits[word] & mask) == 0 ? 0 : 1;
    } else {
      filled++;
    }
    if (isCorrect) {
      bits[word] |= mask;
      correct++;
    } else {
      bits[word] &= ~mask;
    }
    next = (next + 1) % length;
  }

  /** Returns P in [0, 1]; NaN before the first prediction. */
  public double value() {
    return Accuracy.of(correct, filled);
  }

  /** Writes the state in binary form, w included: {@code 16 + w/8} bytes, rounded up to words. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(length);
    out.writeInt(next);
    out.writeInt(filled);
    out.writeInt(correct);
    for (long word : bits) {
      out.writeLong(word);
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static SlidingAccuracy readFrom(DataInput in) throws IOException {
    var read = new SlidingAccuracy(in.readInt());
    read.next = in.readInt();
    read.filled = in.readInt();
    read.correct = in.readInt();
    for (int i = 0; i < read.bits.length; i++) {
      read.bits[i] = in.readLong();
    }
    return read;
  }
}
