package dev.lethe.learner.engine;

/** Where one row of features comes from. */
@FunctionalInterface
public interface Row {
  /** Writes the row's features into {@code target}, beginning at {@code from}. */
  void copyTo(float[] target, int from);
}
