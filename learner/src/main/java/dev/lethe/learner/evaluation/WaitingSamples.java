package dev.lethe.learner.evaluation;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Samples that wait for the window of their task. The key null is that of all other examples. */
final class WaitingSamples<S> {
  private final int max;
  private final Supplier<S> factory;
  // oldest first
  private final Map<String, S> samples = new LinkedHashMap<>();

  WaitingSamples(int max, Supplier<S> factory) {
    this.max = max;
    this.factory = factory;
  }

  /** Returns the sample of a key. Creates it, and removes the oldest if there are too many. */
  S of(String key) {
    S sample = samples.get(key);
    if (sample == null) {
      if (samples.size() == max) {
        Iterator<S> oldest = samples.values().iterator();
        oldest.next();
        oldest.remove();
      }
      sample = factory.get();
      samples.put(key, sample);
    }
    return sample;
  }

  /** Removes and returns the sample of a key; null if there is none. */
  S take(String key) {
    return samples.remove(key);
  }

  Collection<S> all() {
    return samples.values();
  }

  void save(StateWriter out, BiConsumer<S, StateWriter> sample) {
    out.put(samples.size());
    samples.forEach((key, waiting) -> sample.accept(waiting, out.put(key)));
  }

  void restore(StateReader in, Function<StateReader, S> sample) {
    samples.clear();
    for (int i = in.getCount("tasks that wait", max); i > 0; i--) {
      String key = in.getText();
      samples.put(key, sample.apply(in));
    }
  }
}
