package dev.lethe.learner.random;

import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
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
 * A part of a method that needs a stream of its own has one by name, whose purpose is the 64-bit
 * FNV-1a hash of the name.
 *
 * <p>Not safe for use by more than one thread.
 */
public final class RandomStreams implements Stateful {
  private static final long PHI = 0x9e3779b97f4a7c15L;

  private final Map<Purpose, RestorableUniformRandomProvider> streams =
      new EnumMap<>(Purpose.class);
  private final Map<String, RestorableUniformRandomProvider> named = new TreeMap<>();
  private final long seed;

  public RandomStreams(long seed) {
    this.seed = seed;
    for (Purpose purpose : Purpose.values()) {
      streams.put(purpose, stream(purpose.number()));
    }
  }

  private RestorableUniformRandomProvider stream(long purpose) {
    long first = mix(mix(seed + PHI) ^ mix(purpose));
    long second = mix(first + PHI);
    return RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {first, second});
  }

  /** The stream of a purpose: always the same object, which remembers how far it has been drawn. */
  public UniformRandomProvider of(Purpose purpose) {
    return streams.get(purpose);
  }

  /** The stream of a name: always the same object for the same name. */
  public UniformRandomProvider of(String name) {
    return named.computeIfAbsent(name, key -> stream(hash(key)));
  }

  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Writes how far each stream has been drawn. */
  @Override
  public void save(StateWriter out) {
    streams.values().forEach(stream -> put(out, stream));
    out.put(named.size());
    named.forEach((name, stream) -> put(out.put(name), stream));
  }

  @Override
  public void restore(StateReader in) {
    streams.values().forEach(stream -> get(in, stream));
    for (int i = in.getInt(); i > 0; i--) {
      get(in, (RestorableUniformRandomProvider) of(in.getText()));
    }
  }

  private static void put(StateWriter out, RestorableUniformRandomProvider stream) {
    byte[] state = ((RandomProviderDefaultState) stream.saveState()).getState();
    out.put(state, state.length);
  }

  private static void get(StateReader in, RestorableUniformRandomProvider stream) {
    byte[] state = in.getBytes();
    try {
      stream.restoreState(new RandomProviderDefaultState(state));
    } catch (IllegalStateException damaged) {
      throw new StateMismatchException("bytes of a random stream", state.length, "another number");
    }
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014; variant 13 of Stafford). */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
