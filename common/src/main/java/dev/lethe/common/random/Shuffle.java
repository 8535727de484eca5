package dev.lethe.common.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Shuffles arrays uniformly: algorithm P of Knuth (The Art of Computer Programming, volume 2), with
 * one {@code nextInt(i + 1)} for each i from the last index down to 1.
 *
 * <p>The draws are part of every published result, so the library's shuffles do not serve: Commons
 * RNG 1.7 draws several indices from one number, and 1.6 did not.
 */
public final class Shuffle {
  private Shuffle() {}

  /** Shuffles the values in place. */
  public static void shuffle(UniformRandomProvider random, int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /** Returns 0 to {@code size - 1} in random order. */
  public static int[] permutation(UniformRandomProvider random, int size) {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    shuffle(random, values);
    return values;
  }
}
