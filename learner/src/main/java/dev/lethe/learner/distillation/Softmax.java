package dev.lethe.learner.distillation;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;

/** Softmax with a temperature T, {@code softmax(z/T)}, computed with {@link StrictMath}. */
final class Softmax {
  // avoids log(0) when a probability underflows
  private static final double MIN_PROBABILITY = 1e-300;

  private Softmax() {}

  /**
   * Computes class probabilities.
   *
   * @param z logit of a class
   * @param among classes in the softmax; all others get probability 0
   * @param classes number of classes
   * @param temperature T, above 0
   * @return {@code [classes]}
   */
  static double[] of(IntToDoubleFunction z, BitSet among, int classes, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = among.nextSetBit(0); c >= 0; c = among.nextSetBit(c + 1)) {
      max = Math.max(max, z.applyAsDouble(c));
    }
    double[] p = new double[classes];
    double sum = 0;
    for (int c = among.nextSetBit(0); c >= 0; c = among.nextSetBit(c + 1)) {
      p[c] = StrictMath.exp((z.applyAsDouble(c) - max) / temperature);
      sum += p[c];
    }
    for (int c = 0; c < classes; c++) {
      p[c] /= sum;
    }
    return p;
  }

  /** Returns log p, or log 1e-300 if p is smaller. */
  static double log(double p) {
    return StrictMath.log(Math.max(p, MIN_PROBABILITY));
  }
}
