package dev.lethe.scenarios.data;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Training or test part of a data set: features {@code [size, features]} and labels {@code [size]}.
 *
 * <p>The arrays are not copied; the caller must not write to them afterwards.
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

  /** Creates a split of images. */
  public Split(int features, byte[] pixels, int[] labels) {
    this(features, new Values.Bytes(pixels), labels);
  }

  /** Returns the number of rows. */
  public int size() {
    return labels.length;
  }

  /** Returns the number of values per row. */
  public int features() {
    return features;
  }

  /** Returns the class of a row. */
  public int label(int row) {
    return labels[row];
  }

  /** Returns a copy of one row, {@code [features]}, owned by the caller. */
  public Values row(int row) {
    return values.slice(offset(row), features);
  }

  /** Returns one row, rearranged as by {@link Values#pick}. */
  public Values pick(int row, int[] source) {
    return values.pick(offset(row), source);
  }

  /** Returns all rows, which must be bytes, rearranged as by {@link Values#pick}. */
  Split pickAll(int[] source) {
    byte[] all = new byte[Math.multiplyExact(size(), source.length)];
    for (int row = 0; row < size(); row++) {
      byte[] one = ((Values.Bytes) pick(row, source)).values();
      System.arraycopy(one, 0, all, row * source.length, source.length);
    }
    return new Split(source.length, all, labels);
  }

  /** Returns all rows with the class of the previous row as one-hot columns. */
  Split withLastLabel(int classes) {
    int columns = features + classes;
    float[] all = new float[Math.multiplyExact(size(), columns)];
    for (int row = 0; row < size(); row++) {
      float[] one = ((Values.Floats) row(row)).values();
      System.arraycopy(one, 0, all, row * columns, features);
      if (row > 0) {
        all[row * columns + features + labels[row - 1]] = 1;
      }
    }
    return new Split(columns, new Values.Floats(all), labels);
  }

  /** Returns a split of numbers without rows. */
  Split empty(int columns) {
    return new Split(columns, new Values.Floats(new float[0]), new int[0]);
  }

  /** Returns a copy of {@code size} rows from row {@code from} on. */
  public Split rows(int from, int size) {
    return new Split(
        features,
        values.slice(offset(from), Math.multiplyExact(size, features)),
        Arrays.copyOfRange(labels, from, from + size));
  }

  /** Returns true if the features are unsigned bytes. */
  public boolean isBytes() {
    return values instanceof Values.Bytes;
  }

  /** Returns a read-only view of one row of bytes, {@code [features]}. */
  public ByteBuffer view(int row) {
    return ByteBuffer.wrap(pixels(), offset(row), features).slice().asReadOnlyBuffer();
  }

  /** Returns the value of one pixel, 0 to 255. */
  public int pixel(int row, int feature) {
    return Byte.toUnsignedInt(pixels()[offset(row) + feature]);
  }

  /** Returns the number of rows of each class, {@code [classes]}; labels must be below it. */
  public int[] countsByClass(int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** Returns the largest label, or -1 if there are no rows. */
  int maxLabel() {
    return Arrays.stream(labels).max().orElse(-1);
  }

  private byte[] pixels() {
    if (values instanceof Values.Bytes bytes) {
      return bytes.values();
    }
    throw new IllegalStateException("features: got numbers, expected bytes");
  }

  private int offset(int row) {
    return Math.multiplyExact(row, features);
  }
}
