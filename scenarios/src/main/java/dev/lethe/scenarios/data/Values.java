package dev.lethe.scenarios.data;

import java.util.Arrays;

/**
 * Features: unsigned bytes, as images have them, or numbers, as tables have them.
 *
 * <p>The arrays are taken over, not copied; whoever hands them in does not write to them again.
 */
public sealed interface Values {
  /** How many there are. */
  int size();

  /** A copy of {@code [from, from + size)}, which the caller owns. */
  Values slice(int from, int size);

  /** {@code out[i] = in[from + source[i]]}, and 0 where {@code source[i]} is negative. */
  Values pick(int from, int[] source);

  /** Unsigned bytes, read as {@code v / 255} by the learner. */
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

  /** Numbers of any range, taken as they are. */
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
