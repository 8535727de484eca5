package dev.lethe.learner.model;

import ai.djl.ndarray.NDArray;

/**
 * What a model says of some rows, on the Java side.
 *
 * @param values log-probabilities in nats, {@code [rows, classes]} in row-major order; the array is
 *     not copied
 */
public record LogProbabilities(float[] values, int classes) {
  /** Copies an array {@code [rows, classes]}, waiting for the device that computes it. */
  public static LogProbabilities read(NDArray array) {
    return new LogProbabilities(array.toFloatArray(), Math.toIntExact(array.getShape().get(1)));
  }

  /** The most probable class of a row, the lowest of equals. */
  public int predicted(int row) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (of(row, c) > of(row, best)) {
        best = c;
      }
    }
    return best;
  }

  /** Cross-entropy of a row of known class, nats. */
  public double loss(int row, int label) {
    return -of(row, label);
  }

  /** The log-probability of a class. */
  public float of(int row, int label) {
    return values[row * classes + label];
  }
}
