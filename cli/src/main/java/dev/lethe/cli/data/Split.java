package dev.lethe.cli.data;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One part of a data set, train or test: pixels {@code [size, features]} and labels {@code [size]}.
 *
 * <p>The arrays are taken over, not copied; whoever hands them in does not write to them again.
 */
public final class Split {
  private final int features;
  private final byte[] pixels;
  private final int[] labels;

  /**
   * @param features unsigned bytes per row, at least 1
   * @param pixels row-major, {@code labels.length * features} unsigned bytes
   * @param labels class index of each row, 0 or more
   */
  public Split(int features, byte[] pixels, int[] labels) {
    if (features < 1) {
      throw new IllegalArgumentException("features: seen " + features + ", wanted 1 or more");
    }
    if (pixels.length != (long) features * labels.length) {
      throw new IllegalArgumentException(
          "pixels: seen %d bytes, wanted %d rows of %d"
              .formatted(pixels.length, labels.length, features));
    }
    for (int label : labels) {
      if (label < 0) {
        throw new IllegalArgumentException("label: seen " + label + ", wanted 0 or more");
      }
    }
    this.features = features;
    this.pixels = pixels;
    this.labels = labels;
  }

  /** Number of rows. */
  public int size() {
    return labels.length;
  }

  /** Unsigned bytes per row. */
  public int features() {
    return features;
  }

  public int label(int row) {
    return labels[row];
  }

  /** A read-only view of one row, {@code [features]}, sharing the split's memory. */
  public ByteBuffer view(int row) {
    return ByteBuffer.wrap(pixels, offset(row), features).slice().asReadOnlyBuffer();
  }

  /** A copy of one row, {@code [features]}, which the caller owns. */
  public byte[] row(int row) {
    int from = offset(row);
    return Arrays.copyOfRange(pixels, from, from + features);
  }

  /** Copies one row into {@code target[at .. at + features)}. */
  public void copyRow(int row, byte[] target, int at) {
    System.arraycopy(pixels, offset(row), target, at, features);
  }

  /** The value of one pixel, 0 to 255. */
  public int pixel(int row, int feature) {
    return Byte.toUnsignedInt(pixels[offset(row) + feature]);
  }

  /** Rows of each class, {@code [classes]}; labels must lie below {@code classes}. */
  public int[] countsByClass(int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  int largestLabel() {
    return Arrays.stream(labels).max().orElse(-1);
  }

  private int offset(int row) {
    return Math.multiplyExact(row, features);
  }
}
