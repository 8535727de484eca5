package dev.lethe.scenarios.data;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One part of a data set, train or test: features {@code [size, features]} and labels {@code
 * [size]}.
 *
 * <p>The arrays are taken over, not copied; whoever hands them in does not write to them again.
 */
public final class Split {
  private final int features;
  private final Values values;
  private final int[] labels;

  /**
   * @param features values per row, at least 1
   * @param values row-major, {@code labels.length * features}
   * @param labels class index of each row, 0 or more
   */
  public Split(int features, Values values, int[] labels) {
    if (features < 1) {
      throw new IllegalArgumentException("features: got " + features + ", expected 1 or more");
    }
    if (values.size() != (long) features * labels.length) {
      throw new IllegalArgumentException(
          "values: got %d, expected %d rows of %d"
              .formatted(values.size(), labels.length, features));
    }
    for (int label : labels) {
      if (label < 0) {
        throw new IllegalArgumentException("label: got " + label + ", expected 0 or more");
      }
    }
    this.features = features;
    this.values = values;
    this.labels = labels;
  }

  /** A split of images. */
  public Split(int features, byte[] pixels, int[] labels) {
    this(features, new Values.Bytes(pixels), labels);
  }

  /** Number of rows. */
  public int size() {
    return labels.length;
  }

  /** Values per row. */
  public int features() {
    return features;
  }

  public int label(int row) {
    return labels[row];
  }

  /** A copy of one row, {@code [features]}, which the caller owns. */
  public Values row(int row) {
    return values.slice(offset(row), features);
  }

  /** One row rearranged, as {@link Values#pick}. */
  public Values pick(int row, int[] source) {
    return values.pick(offset(row), source);
  }

  /** All rows of bytes rearranged, as {@link Values#pick}. */
  Split picked(int[] source) {
    byte[] all = new byte[Math.multiplyExact(size(), source.length)];
    for (int row = 0; row < size(); row++) {
      byte[] one = ((Values.Bytes) pick(row, source)).values();
      System.arraycopy(one, 0, all, row * source.length, source.length);
    }
    return new Split(source.length, all, labels);
  }

  /** All rows of numbers, each with the class of the row before, one column per class. */
  Split withLastLabel(int classes) {
    int wide = features + classes;
    float[] all = new float[Math.multiplyExact(size(), wide)];
    for (int row = 0; row < size(); row++) {
      float[] one = ((Values.Floats) row(row)).values();
      System.arraycopy(one, 0, all, row * wide, features);
      if (row > 0) {
        all[row * wide + features + labels[row - 1]] = 1;
      }
    }
    return new Split(wide, new Values.Floats(all), labels);
  }

  /** No row of numbers. */
  Split empty(int columns) {
    return new Split(columns, new Values.Floats(new float[0]), new int[0]);
  }

  /** A copy of some rows. */
  public Split rows(int from, int size) {
    return new Split(
        features,
        values.slice(offset(from), Math.multiplyExact(size, features)),
        Arrays.copyOfRange(labels, from, from + size));
  }

  /** Whether the features are unsigned bytes. */
  public boolean isBytes() {
    return values instanceof Values.Bytes;
  }

  /** A read-only view of one row of bytes, {@code [features]}, sharing the split's memory. */
  public ByteBuffer view(int row) {
    return ByteBuffer.wrap(pixels(), offset(row), features).slice().asReadOnlyBuffer();
  }

  /** The value of one pixel, 0 to 255. */
  public int pixel(int row, int feature) {
    return Byte.toUnsignedInt(pixels()[offset(row) + feature]);
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

  private byte[] pixels() {
    if (values instanceof Values.Bytes bytes) {
      return bytes.values();
    }
    throw new IllegalStateException("features are numbers, not bytes");
  }

  private int offset(int row) {
    return Math.multiplyExact(row, features);
  }
}
