package dev.lethe.learner.stream;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;

/**
 * Features of an example, flattened to one row. The array is not copied, so the caller must not
 * change it afterwards. Two rows are equal only if they are the same object.
 */
public sealed interface Features {
  /** Returns the number of features. */
  int size();

  /** Writes the features to {@code target}, starting at index {@code from}. */
  void copyTo(float[] target, int from);

  /** Returns the index of the first feature that is not finite, or -1 if all are. */
  int firstNonFinite();

  /** Returns true if all features are finite. */
  default boolean isFinite() {
    return firstNonFinite() < 0;
  }

  /** Writes the type of the row and its values, bit for bit. */
  void save(StateWriter out);

  /** Reads a row written by {@link #save}. */
  static Features read(StateReader in) {
    return in.getBoolean() ? new Bytes(in.getBytes()) : new Floats(in.getFloats());
  }

  /** Unsigned bytes, such as the pixels of an image; a byte v is the feature v / 255, in [0, 1]. */
  record Bytes(byte[] values) implements Features {
    // reading a table is faster than a division
    private static final float[] FEATURES = table();

    private static float[] table() {
      float[] features = new float[256];
      for (int value = 0; value < features.length; value++) {
        features[value] = value / 255f;
      }
      return features;
    }

    public Bytes {
      requireNonNull(values, "values");
    }

    /** Returns the feature of a byte, {@code (value & 0xff) / 255f}. */
    public static float toFloat(byte value) {
      return FEATURES[value & 0xff];
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void copyTo(float[] target, int from) {
      for (int i = 0; i < values.length; i++) {
        target[from + i] = toFloat(values[i]);
      }
    }

    @Override
    public int firstNonFinite() {
      return -1;
    }

    @Override
    public void save(StateWriter out) {
      out.put(true).put(values, values.length);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      return values.length + " bytes";
    }
  }

  /** Floats of any range, used without scaling. */
  record Floats(float[] values) implements Features {
    public Floats {
      requireNonNull(values, "values");
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void copyTo(float[] target, int from) {
      System.arraycopy(values, 0, target, from, values.length);
    }

    @Override
    public int firstNonFinite() {
      for (int i = 0; i < values.length; i++) {
        if (!Float.isFinite(values[i])) {
          return i;
        }
      }
      return -1;
    }

    @Override
    public void save(StateWriter out) {
      out.put(false).put(values, values.length);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      return values.length + " floats";
    }
  }
}
