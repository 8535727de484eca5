package dev.lethe.common.random;

import java.nio.charset.StandardCharsets;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Creates random generators that depend on a seed and a purpose only, never on the order of calls.
 *
 * <p>Every generator is xoroshiro128++ (Blackman and Vigna, 2021). Runs and data derive its state
 * (w0, w1) in different ways, so that a run and a data stream with the same seed stay independent:
 *
 * <pre>
 *   run:   w0 = mix(mix(seed + φ) xor mix(purpose))           w1 = mix(w0 + φ)
 *   data:  s = mix(mix(mix(seed) + hash(purpose)) + index)    w0 = mix(s + φ), w1 = mix(s + 2φ)
 *
 *   φ = 0x9e3779b97f4a7c15    hash = 64-bit FNV-1a of the UTF-8 bytes
 *   mix = finaliser of SplitMix64 (Steele, Lea and Flood, 2014; variant 13 of Stafford)
 * </pre>
 *
 * The derivations are part of every published result: never change them.
 */
public final class NamedRandom {
  private static final long PHI = 0x9e3779b97f4a7c15L;

  private NamedRandom() {}

  /** Creates a generator of a run, whose state can be saved. */
  public static RestorableUniformRandomProvider forRun(long seed, long purpose) {
    long first = mix(mix(seed + PHI) ^ mix(purpose));
    return create(first, mix(first + PHI));
  }

  /** Creates a generator of a run, with the hash of a name as the number of the purpose. */
  public static RestorableUniformRandomProvider forRun(long seed, String purpose) {
    return forRun(seed, hash(purpose));
  }

  /** Creates the generator of a data stream, e.g. for the purpose {@code "order/0-1"}. */
  public static UniformRandomProvider forData(long seed, String purpose) {
    return forData(seed, purpose, 0);
  }

  /** As {@link #forData(long, String)}, with one generator per {@code index}. */
  public static UniformRandomProvider forData(long seed, String purpose, long index) {
    long state = mix(mix(mix(seed) + hash(purpose)) + index);
    return create(mix(state + PHI), mix(state + 2 * PHI));
  }

  private static RestorableUniformRandomProvider create(long first, long second) {
    return RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {first, second});
  }

  private static long hash(String purpose) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
