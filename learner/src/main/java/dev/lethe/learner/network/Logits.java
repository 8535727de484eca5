package dev.lethe.learner.network;

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
  private final BitSet choices;

  /**
   * @param values z, {@code [rows, classes]} in row-major order; the array is not copied
   */
  public Logits(float[] values, int classes) {
    this(values, classes, new double[values.length / classes], null);
    for (int row = 0; row < logSums.length; row++) {
      logSums[row] = logSum(row);
    }
  }

  private Logits(float[] values, int classes, double[] logSums, BitSet choices) {
    this.values = values;
    this.classes = classes;
    this.logSums = logSums;
    this.choices = choices;
  }

  /**
   * The same logits, of which only some classes are predicted; all, if there are none of these.
   *
   * @param among the classes; copied
   */
  public Logits choosing(BitSet among) {
    return new Logits(values, classes, logSums, among.isEmpty() ? null : (BitSet) among.clone());
  }

  /** Copies an array {@code [rows, classes]}, waiting for the device that computes it. */
  public static Logits read(NDArray array, int classes) {
    return new Logits(array.toFloatArray(), classes);
  }

  private double logSum(int row) {
    // with the largest subtracted, no exponential overflows
    double largest = of(row, largest(row));
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += StrictMath.exp(of(row, c) - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /** How many classes there are. */
  public int classes() {
    return classes;
  }

  /** z of one row and class. */
  public float value(int row, int c) {
    return of(row, c);
  }

  private float of(int row, int c) {
    return values[row * classes + c];
  }

  /** max |z| over all rows and classes. */
  public float magnitude() {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  /** The most probable class of a row, the lowest of equals. */
  public int predicted(int row) {
    return choices == null ? largest(row) : predicted(row, choices);
  }

  private int largest(int row) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (of(row, c) > of(row, best)) {
        best = c;
      }
    }
    return best;
  }

  /**
   * The most probable of some classes, the lowest of equals.
   *
   * @param among the classes, or null for all
   */
  public int predicted(int row, BitSet among) {
    if (among == null) {
      return largest(row);
    }
    int best = among.nextSetBit(0);
    for (int c = best; c >= 0; c = among.nextSetBit(c + 1)) {
      if (of(row, c) > of(row, best)) {
        best = c;
      }
    }
    return best;
  }

  /** The probability of a class, in [0, 1]; 0 where the logits are no finite numbers. */
  public double probability(int row, int c) {
    double p = StrictMath.exp(of(row, c) - logSums[row]);
    return Double.isNaN(p) ? 0 : p;
  }

  /** Cross-entropy of a row of known class, −log p[label], nats. */
  public double loss(int row, int label) {
    return logSums[row] - of(row, label);
  }

  /**
   * Cross-entropy of a row that chooses between some of the classes only.
   *
   * @param among the classes, or null for all; the label counts whether or not it is in
   */
  public double loss(int row, int label, BitSet among) {
    if (among == null) {
      return loss(row, label);
    }
    return logSum(row, label, among) - of(row, label);
  }

  private double logSum(int row, int label, BitSet among) {
    double largest = of(row, label);
    for (int c = among.nextSetBit(0); c >= 0; c = among.nextSetBit(c + 1)) {
      largest = Math.max(largest, of(row, c));
    }
    double sum = among.get(label) ? 0 : StrictMath.exp(of(row, label) - largest);
    for (int c = among.nextSetBit(0); c >= 0; c = among.nextSetBit(c + 1)) {
      sum += StrictMath.exp(of(row, c) - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /**
   * Adds the slope of {@code weight · loss(row, label, among)}: exactly 0 by the logits of the
   * classes that are not to choose from.
   *
   * @param among the classes, or null for all
   * @param slopes {@code [rows, classes]} in row-major order
   */
  public void addLossSlope(int row, int label, double weight, BitSet among, float[] slopes) {
    if (among == null) {
      addLossSlope(row, label, weight, slopes);
      return;
    }
    double logSum = logSum(row, label, among);
    for (int c = 0; c < classes; c++) {
      if (c == label || among.get(c)) {
        double p = StrictMath.exp(of(row, c) - logSum);
        slopes[row * classes + c] += (float) (weight * (p - (c == label ? 1 : 0)));
      }
    }
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
