package dev.lethe.learner.model;

import ai.djl.ndarray.NDArray;
import java.util.BitSet;

/**
 * What a model says of some rows, on the Java side: z, and with it
 *
 * <pre>
 *   log p[c] = z[c] − log Σ exp z
 * </pre>
 *
 * <p>Computed by {@link StrictMath}, which gives the same bits on every machine.
 */
public final class Logits {
  private final float[] values;
  private final int classes;
  private final double[] logSums;

  /**
   * @param values z, {@code [rows, classes]} in row-major order; the array is not copied
   */
  public Logits(float[] values, int classes) {
    this.values = values;
    this.classes = classes;
    this.logSums = new double[values.length / classes];
    for (int row = 0; row < logSums.length; row++) {
      logSums[row] = logSum(row);
    }
  }

  /** Copies an array {@code [rows, classes]}, waiting for the device that computes it. */
  public static Logits read(NDArray array, int classes) {
    return new Logits(array.toFloatArray(), classes);
  }

  private double logSum(int row) {
    // with the largest subtracted, no exponential overflows
    double largest = of(row, predicted(row));
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += StrictMath.exp(of(row, c) - largest);
    }
    return largest + StrictMath.log(sum);
  }

  private float of(int row, int c) {
    return values[row * classes + c];
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

  /** The most probable of some classes, the lowest of equals. */
  public int predicted(int row, BitSet among) {
    int best = among.nextSetBit(0);
    for (int c = best; c >= 0; c = among.nextSetBit(c + 1)) {
      if (of(row, c) > of(row, best)) {
        best = c;
      }
    }
    return best;
  }

  /** The probability of a class, in [0, 1]. */
  public double probability(int row, int c) {
    return StrictMath.exp(of(row, c) - logSums[row]);
  }

  /** Cross-entropy of a row of known class, −log p[label], nats. */
  public double loss(int row, int label) {
    return logSums[row] - of(row, label);
  }

  /**
   * Adds the slope of {@code weight · loss(row, label)} by the row's logits:
   *
   * <pre>
   *   ∂(−log p[y]) / ∂z[c] = p[c] − 1{c = y}
   * </pre>
   *
   * @param slopes {@code [rows, classes]} in row-major order
   */
  public void addLossSlope(int row, int label, double weight, float[] slopes) {
    for (int c = 0; c < classes; c++) {
      slopes[row * classes + c] += (float) (weight * (probability(row, c) - (c == label ? 1 : 0)));
    }
  }
}
