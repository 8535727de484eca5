package dev.lethe.cli.data;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Generators named by purpose.
 *
 * <p>A generator is {@code XO_RO_SHI_RO_128_PP} with the native state
 *
 * <pre>
 *   h  = FNV-1a 64 over the UTF-16 code units of purpose
 *   s = mix(mix(mix(seed) + h) + index)
 *   state = (mix(s + G), mix(s + 2 G))      G = 0x9e3779b97f4a7c15
 * </pre>
 *
 * where {@code mix} is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", 2014; variant 13 of Stafford). It depends on seed, purpose and
 * index alone, so the order of task 7 can be drawn again without that of tasks 0 to 6.
 */
public final class RandomStreams {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private RandomStreams() {}

  /** The generator of {@code seed} for {@code purpose}, e.g. {@code "order/0-1"}. */
  public static UniformRandomProvider of(long seed, String purpose) {
    return of(seed, purpose, 0);
  }

  /** As {@link #of(long, String)}, one generator per {@code index}. */
  public static UniformRandomProvider of(long seed, String purpose, long index) {
    long state = mix(mix(mix(seed) + hash(purpose)) + index);
    return RandomSource.XO_RO_SHI_RO_128_PP.create(
        new long[] {mix(state + GOLDEN), mix(state + 2 * GOLDEN)});
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long hash(String purpose) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < purpose.length(); i++) {
      h = (h ^ purpose.charAt(i)) * 0x100000001b3L;
    }
    return h;
  }
}
