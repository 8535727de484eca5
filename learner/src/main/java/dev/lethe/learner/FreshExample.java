package dev.lethe.learner;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.StoredExample;
import java.util.function.LongSupplier;

/**
 * Example of a learning step.
 *
 * @param key computes the key of the example, which only stored rows need
 */
record FreshExample(Example example, LongSupplier key) {
  static FreshExample of(Example example) {
    return new FreshExample(example, example::key);
  }

  static FreshExample of(StoredExample stored) {
    return new FreshExample(stored.toExample(), stored::key);
  }

  /** Returns what the state of a learner holds of this example. */
  StoredExample stored() {
    return new StoredExample(key.getAsLong(), example.features(), example.label());
  }
}
