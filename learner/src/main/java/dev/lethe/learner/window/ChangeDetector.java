package dev.lethe.learner.window;

import dev.lethe.learner.state.Stateful;
import java.util.List;

/**
 * Detects changes of the monitored values, each once. After a drift it waits until the change is
 * over: a gradual change goes on long after it is detected, and is still one change.
 */
sealed interface ChangeDetector extends Stateful permits ErrorChanges, FeatureChanges {
  /** Maximum number of values for which a change goes on. */
  int MAX_WAIT = 2000;

  /** Adds the values of an example. Returns true if they confirm a change that has just begun. */
  boolean detectsChangeAt(List<Double> values);

  /** Forgets all values, but not that a change goes on. */
  void restart();
}
