package dev.lethe.learner.stream;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;

/**
 * What an example shows, flattened to one row. The array is neither copied nor changed: who makes a
 * row leaves its array alone afterwards. Rows are equal only to themselves.
 */
public sealed interface Features {
  /** How many features there are. */
  int size();

  /** Writes the features into {@code target}, beginning at {@code from}. */
  void copyTo(float[] target, int from);

  /** The index of the first feature that is NaN or infinite, or -1. */
  int firstNotFinite();

  /** Whether no feature is NaN or infinite. */
  default boolean isFinite() {
    return firstNotFinite() < 0;
  }

  /** Writes which kind of row it is, and its numbers bit for bit. */
  void save(StateWriter out);

  /** Reads what {@link #save} wrote. */
  static Features read(StateReader in) {
    return in.getBoolean() ? new Bytes(in.getBytes()) : new Floats(in.getFloats());
  }

  /** Unsigned bytes, as images have them; each is read as {@code (v & 0xff) / 255f}, in [0, 1]. */
  record Bytes(byte[] values) implements Features {
    public Bytes {
      requireNonNull(values, "values");
    }

    /** What a byte is read as. */
    public static float read(byte value) {
      return (value & 0xff) / 255f;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public void copyTo(float[] target, int from) {
      for (int i = 0; i < values.length; i++) {
        target[from + i] = read(values[i]);
      }
    }

    @Override
    public int firstNotFinite() {
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

  /** Numbers of any range, taken as they are. */
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
    public int firstNotFinite() {
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
