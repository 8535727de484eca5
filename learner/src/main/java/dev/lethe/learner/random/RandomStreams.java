package dev.lethe.learner.random;

import dev.lethe.common.random.NamedRandom;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;

/**
 * Random streams of one run, one {@link NamedRandom} generator per purpose. A part of a method can
 * get its own stream by name. The state of every stream can be saved and restored.
 *
 * <p>This class is not thread-safe.
 */
public final class RandomStreams implements Stateful {
  private final Map<Purpose, RestorableUniformRandomProvider> streams =
      new EnumMap<>(Purpose.class);
  private final Map<String, RestorableUniformRandomProvider> named = new TreeMap<>();
  private final long seed;

  /** Creates the streams of a run with this seed. */
  public RandomStreams(long seed) {
    this.seed = seed;
    for (Purpose purpose : Purpose.values()) {
      streams.put(purpose, NamedRandom.forRun(seed, purpose.number()));
    }
  }

  /** Returns the stream of a purpose. Always returns the same object, which keeps its position. */
  public UniformRandomProvider of(Purpose purpose) {
    return streams.get(purpose);
  }

  /** Returns the stream with a name. Always returns the same object for the same name. */
  public UniformRandomProvider of(String name) {
    return named.computeIfAbsent(name, key -> NamedRandom.forRun(seed, key));
  }

  /** Writes the state of each stream. */
  @Override
  public void save(StateWriter out) {
    streams.values().forEach(stream -> put(out, stream));
    out.put(named.size());
    named.forEach((name, stream) -> put(out.put(name), stream));
  }

  @Override
  public void restore(StateReader in) {
    streams.values().forEach(stream -> get(in, stream));
    for (int i = in.getCount(); i > 0; i--) {
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
}
