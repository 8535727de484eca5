package dev.lethe.learner.head;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Arrays;

/** The mean direction of each class's features, kept as Σ φ̂ with φ̂ = h / ‖h‖. */
final class ClassDirections implements Stateful {
  private final int width;
  // [classes, features]
  private double[] sums;

  /**
   * @param width features
   */
  ClassDirections(int classes, int width) {
    this.width = width;
    this.sums = new double[Math.multiplyExact(classes, width)];
  }

  /** Forgets all rows. */
  void clear() {
    Arrays.fill(sums, 0);
  }

  /**
   * Adds a row, unless it has no direction or is no finite number.
   *
   * @param features {@code [rows, features]} in row-major order
   */
  void add(float[] features, int row, int label) {
    double square = 0;
    for (int i = 0; i < width; i++) {
      double value = features[row * width + i];
      square += value * value;
    }
    double length = StrictMath.sqrt(square);
    for (int i = 0; i < width && length > 0 && Double.isFinite(length); i++) {
      sums[label * width + i] += features[row * width + i] / length;
    }
  }

  /** ‖Σ φ̂‖ of a class: 0 if it has no direction. */
  double length(int c) {
    double square = 0;
    for (int i = c * width; i < (c + 1) * width; i++) {
      square += sums[i] * sums[i];
    }
    return StrictMath.sqrt(square);
  }

  /** One number of Σ φ̂ of a class. */
  double sum(int c, int feature) {
    return sums[c * width + feature];
  }

  @Override
  public void save(StateWriter out) {
    out.put(sums, sums.length);
  }

  @Override
  public void restore(StateReader in) {
    sums = in.getDoubles();
  }
}
