package dev.lethe.learner.head;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Arrays;

/** Mean direction of the features of each class, stored as Σ φ̂ with φ̂ = h / ‖h‖. */
final class ClassDirections implements Stateful {
  private final int width;
  // [classes, features]
  private double[] sums;

  /**
   * @param width features per row
   */
  ClassDirections(int classes, int width) {
    this.width = width;
    this.sums = new double[Math.multiplyExact(classes, width)];
  }

  /** Removes all rows. */
  void clear() {
    Arrays.fill(sums, 0);
  }

  /**
   * Adds a row. Ignores rows that are 0 or not finite.
   *
   * @param features {@code [rows, features]} in row-major order
   */
  void add(float[] features, int row, int label) {
    double square = 0;
    for (int i = 0; i < width; i++) {
      double value = features[row * width + i];
      square += value * value;
    }
    double norm = StrictMath.sqrt(square);
    for (int i = 0; i < width && norm > 0 && Double.isFinite(norm); i++) {
      sums[label * width + i] += features[row * width + i] / norm;
    }
  }

  /** Returns ‖Σ φ̂‖ of a class, 0 if it has no rows. */
  double norm(int c) {
    double square = 0;
    for (int i = c * width; i < (c + 1) * width; i++) {
      square += sums[i] * sums[i];
    }
    return StrictMath.sqrt(square);
  }

  /** Returns one element of Σ φ̂ of a class. */
  double sum(int c, int feature) {
    return sums[c * width + feature];
  }

  @Override
  public void save(StateWriter out) {
    out.put(sums, sums.length);
  }

  @Override
  public void restore(StateReader in) {
    sums = in.getDoubles(sums.length);
  }
}
