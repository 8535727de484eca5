package dev.lethe.learner.stream;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;

/**
 * Labelled example as the state of a learner holds it, with its key in place of its id.
 *
 * @param key {@link ExampleKey} of the example
 * @param features features
 * @param label class index
 */
public record StoredExample(long key, Features features, int label) {
  public StoredExample {
    requireNonNull(features, "features");
  }

  /** Returns what is stored of an example. */
  public static StoredExample of(Example example) {
    return new StoredExample(example.key(), example.features(), example.label());
  }

  /** Returns a LEARN example without a task. Its id is the key, not the id of the original. */
  public Example toExample() {
    return new Example(Long.toHexString(key), 0, features, label, null, Role.LEARN);
  }

  /** Writes the example. */
  public void save(StateWriter out) {
    out.put(key);
    features.save(out);
    out.put(label);
  }

  /** Reads an example that {@link #save} wrote. */
  public static StoredExample read(StateReader in) {
    return new StoredExample(in.getLong(), Features.read(in), in.getInt());
  }
}
