package dev.lethe.learner.engine;

/** Source of one row of features. */
@FunctionalInterface
public interface RowSource {
  /** Writes the features of the row to {@code target}, starting at index {@code from}. */
  void copyTo(float[] target, int from);
}
