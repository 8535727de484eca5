package dev.lethe.learner.distillation;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/** Probabilities at a temperature T, {@code softmax(z/T)}, by {@link StrictMath}. */
final class Softmax {
  // where a probability is too small for a double
  private static final double LEAST = 1e-300;

  private Softmax() {}

  /**
   * Probabilities of classes.
   *
   * @param z logit of a class
   * @param among the classes that have any; 0 elsewhere
   * @param classes how many there are
   */
  static double[] of(IntToDoubleFunction z, BitSet among, int classes, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = among.nextSetBit(0); c >= 0; c = among.nextSetBit(c + 1)) {
      largest = Math.max(largest, z.applyAsDouble(c));
    }
    double[] p = new double[classes];
    double sum = 0;
    for (int c = among.nextSetBit(0); c >= 0; c = among.nextSetBit(c + 1)) {
      p[c] = StrictMath.exp((z.applyAsDouble(c) - largest) / temperature);
      sum += p[c];
    }
    for (int c = 0; c < classes; c++) {
      p[c] /= sum;
    }
    return p;
  }

  /** log p, finite also where p is 0. */
  static double log(double p) {
    return StrictMath.log(Math.max(p, LEAST));
  }
}
