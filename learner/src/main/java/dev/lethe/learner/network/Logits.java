package dev.lethe.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.BitSet;

/**
 * Logits z of some rows on the Java heap, with the log-probabilities
 *
 * <pre>
 *   log p[c] = z[c] − log Σ exp z
 * </pre>
 *
 * <p>Computed with {@link StrictMath}, which gives the same bits on every machine.
 */
public final class Logits {
  private final float[] values;
  private final int classes;
  private final double[] logSums;
  private final BitSet allowed;

  /**
   * @param values z, {@code [rows, classes]} in row-major order; the array is not copied
   */
  public Logits(float[] values, int classes) {
    this(values, classes, new double[values.length / classes], null);
    for (int row = 0; row < logSums.length; row++) {
      logSums[row] = logSum(row);
    }
  }

  private Logits(float[] values, int classes, double[] logSums, BitSet allowed) {
    this.values = values;
    this.classes = classes;
    this.logSums = logSums;
    this.allowed = allowed;
  }

  /**
   * Returns the same logits, with predictions restricted to some classes.
   *
   * @param candidates classes that may be predicted; if empty, all may. Copied
   */
  public Logits restrictedTo(BitSet candidates) {
    BitSet copy = candidates.isEmpty() ? null : (BitSet) candidates.clone();
    return new Logits(values, classes, logSums, copy);
  }

  /** Copies an array {@code [rows, classes]} to the heap. Blocks until it is computed. */
  public static Logits read(NDArray array, int classes) {
    return new Logits(array.toFloatArray(), classes);
  }

  private double logSum(int row) {
    // subtracts the maximum so that no exponential overflows
    double max = of(row, argMax(row));
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += StrictMath.exp(of(row, c) - max);
    }
    return max + StrictMath.log(sum);
  }

  /** Returns the number of classes. */
  public int classes() {
    return classes;
  }

  /** Returns the logit of a row and class. */
  public float value(int row, int c) {
    return of(row, c);
  }

  private float of(int row, int c) {
    return values[row * classes + c];
  }

  /** Returns max |z| over all rows and classes. */
  public float maxMagnitude() {
    float max = 0;
    for (float value : values) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }

  /** Returns the most probable class of a row; the lowest one if several are equal. */
  public int predicted(int row) {
    return allowed == null ? argMax(row) : predicted(row, allowed);
  }

  private int argMax(int row) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (of(row, c) > of(row, best)) {
        best = c;
      }
    }
    return best;
  }

  /**
   * Returns the most probable of some classes; the lowest one if several are equal.
   *
   * @param candidates classes to choose from, or null for all
   */
  public int predicted(int row, BitSet candidates) {
    if (candidates == null) {
      return argMax(row);
    }
    int best = candidates.nextSetBit(0);
    for (int c = best; c >= 0; c = candidates.nextSetBit(c + 1)) {
      if (of(row, c) > of(row, best)) {
        best = c;
      }
    }
    return best;
  }

  /** Returns the softmax probability of a class, in [0, 1]; 0 if the logits are not finite. */
  public double probability(int row, int c) {
    double p = StrictMath.exp(of(row, c) - logSums[row]);
    return Double.isNaN(p) ? 0 : p;
  }

  /** Returns the cross-entropy −log p[label], nats. */
  public double loss(int row, int label) {
    return logSums[row] - of(row, label);
  }

  /**
   * Returns the cross-entropy with the softmax restricted to some classes, nats.
   *
   * @param candidates classes in the softmax, or null for all; always includes the label
   */
  public double loss(int row, int label, BitSet candidates) {
    if (candidates == null) {
      return loss(row, label);
    }
    return logSum(row, label, candidates) - of(row, label);
  }

  private double logSum(int row, int label, BitSet candidates) {
    double max = of(row, label);
    for (int c = candidates.nextSetBit(0); c >= 0; c = candidates.nextSetBit(c + 1)) {
      max = Math.max(max, of(row, c));
    }
    double sum = candidates.get(label) ? 0 : StrictMath.exp(of(row, label) - max);
    for (int c = candidates.nextSetBit(0); c >= 0; c = candidates.nextSetBit(c + 1)) {
      sum += StrictMath.exp(of(row, c) - max);
    }
    return max + StrictMath.log(sum);
  }

  /**
   * Adds the gradient of {@code weight · loss(row, label, candidates)} with respect to the logits.
   * It is exactly 0 for classes outside the softmax.
   *
   * @param candidates classes in the softmax, or null for all; always includes the label
   * @param gradients sum to add to, {@code [rows, classes]} in row-major order
   */
  public void addLossGradient(
      int row, int label, double weight, BitSet candidates, float[] gradients) {
    if (candidates == null) {
      addLossGradient(row, label, weight, gradients);
      return;
    }
    double logSum = logSum(row, label, candidates);
    for (int c = 0; c < classes; c++) {
      if (c == label || candidates.get(c)) {
        double p = StrictMath.exp(of(row, c) - logSum);
        gradients[row * classes + c] += (float) (weight * (p - (c == label ? 1 : 0)));
      }
    }
  }

  /**
   * Adds the gradient of {@code weight · loss(row, label)} with respect to the row's logits:
   *
   * <pre>
   *   ∂(−log p[y]) / ∂z[c] = p[c] − 1{c = y}
   * </pre>
   *
   * @param gradients sum to add to, {@code [rows, classes]} in row-major order
   */
  public void addLossGradient(int row, int label, double weight, float[] gradients) {
    for (int c = 0; c < classes; c++) {
      gradients[row * classes + c] +=
          (float) (weight * (probability(row, c) - (c == label ? 1 : 0)));
    }
  }
}
