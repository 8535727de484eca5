package dev.lethe.scenarios.data;

import java.util.Arrays;

/**
 * Features: unsigned bytes for images, numbers for tables.
 *
 * <p>The arrays are not copied; the caller must not write to them afterwards.
 */
public sealed interface Values {
  /** Returns the number of values. */
  int size();

  /** Returns a copy of {@code [from, from + size)}, owned by the caller. */
  Values slice(int from, int size);

  /** Returns {@code out[i] = in[from + source[i]]}, with 0 if {@code source[i]} is negative. */
  Values pick(int from, int[] source);

  /** Unsigned bytes; the learner scales them to {@code v / 255}. */
  record Bytes(byte[] values) implements Values {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Bytes slice(int from, int size) {
      return new Bytes(Arrays.copyOfRange(values, from, from + size));
    }

    @Override
    public Bytes pick(int from, int[] source) {
      byte[] picked = new byte[source.length];
      for (int i = 0; i < source.length; i++) {
        picked[i] = source[i] < 0 ? 0 : values[from + source[i]];
      }
      return new Bytes(picked);
    }
  }

  /** Numbers of any range; the learner does not scale them. */
  record Floats(float[] values) implements Values {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public Floats slice(int from, int size) {
      return new Floats(Arrays.copyOfRange(values, from, from + size));
    }

    @Override
    public Floats pick(int from, int[] source) {
      float[] picked = new float[source.length];
      for (int i = 0; i < source.length; i++) {
        picked[i] = source[i] < 0 ? 0 : values[from + source[i]];
      }
      return new Floats(picked);
    }
  }
}
