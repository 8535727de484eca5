package dev.lethe.learner.random;

import dev.lethe.learner.state.StateDigest;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The random streams of one run: xoroshiro128++ generators (Blackman and Vigna, 2021), seeded with
 *
 * <pre>
 *   a  = mix(seed + φ)            φ = 0x9e3779b97f4a7c15
 *   w0 = mix(a xor mix(purpose))
 *   w1 = mix(w0 + φ)              mix = the SplitMix64 finaliser
 * </pre>
 *
 * Not safe for use by more than one thread.
 */
public final class RandomStreams {
  private static final long PHI = 0x9e3779b97f4a7c15L;

  private final Map<Purpose, RestorableUniformRandomProvider> streams =
      new EnumMap<>(Purpose.class);

  public RandomStreams(long seed) {
    for (Purpose purpose : Purpose.values()) {
      long first = mix(mix(seed + PHI) ^ mix(purpose.number()));
      long second = mix(first + PHI);
      streams.put(purpose, RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {first, second}));
    }
  }

  /** The stream of a purpose: always the same object, which remembers how far it has been drawn. */
  public UniformRandomProvider of(Purpose purpose) {
    return streams.get(purpose);
  }

  /** Adds how far each stream has been drawn. */
  public void describeTo(StateDigest digest) {
    for (RestorableUniformRandomProvider stream : streams.values()) {
      byte[] state = ((RandomProviderDefaultState) stream.saveState()).getState();
      digest.add(state, state.length);
    }
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014; variant 13 of Stafford). */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
