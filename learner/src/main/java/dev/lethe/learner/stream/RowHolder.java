package dev.lethe.learner.stream;

import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Object that can hold rows of the stream: features of single examples. Each row has the {@link
 * ExampleKey} of its example. Statistics of many examples, such as means, are not rows.
 */
public interface RowHolder {
  /**
   * Removes all rows of some examples. Draws no random numbers.
   *
   * @param keys keys of the examples
   * @return number of rows removed
   */
  default int forget(Set<Long> keys) {
    return 0;
  }

  /** Passes the key of each row to an action. */
  default void forEachKey(LongConsumer action) {}
}
