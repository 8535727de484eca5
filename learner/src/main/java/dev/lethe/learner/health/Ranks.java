package dev.lethe.learner.health;

import java.util.Arrays;

/**
 * Four rank measures of a feature matrix A, {@code [rows, units]}, with singular values σ_1 ≥ σ_2 ≥
 * …. Each measure is in [0, min(rows, units)]. All are 0 if A is zero, and NaN if A has an element
 * that is not finite.
 *
 * @param effective exp(−Σ p_i ln p_i) with p_i = σ_i/Σσ (Roy and Vetterli, "The effective rank",
 *     2007)
 * @param srank smallest k with Σ_{i≤k} σ_i ≥ (1−δ) Σσ (Kumar et al., "Implicit
 *     under-parameterization inhibits data-efficient deep reinforcement learning", 2021)
 * @param stable ‖A‖_F²/σ_1²
 * @param approximate smallest k with Σ_{i≤k} σ_i² ≥ (1−δ) Σσ²: the number of directions that
 *     explain a share 1−δ of the second moment
 */
public record Ranks(double effective, double srank, double stable, double approximate) {
  /** Default of δ, the share that may remain unexplained. */
  public static final double DEFAULT_DELTA = 0.01;

  private static final double ROUNDING = 0x1p-52;

  /**
   * Computes the ranks of a matrix of activations. The cost grows with the cube of min(rows,
   * units), which should be at most 512.
   *
   * @param values {@code [rows, units]} in row-major order; may be longer
   * @param rows number of probe rows, at least 1
   * @param units number of units of the layer, at least 1
   * @param delta δ, in [0, 1)
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Ranks of(float[] values, int rows, int units, double delta) {
    return ofSingularValues(singularValues(values, rows, units), delta);
  }

  /**
   * Computes the singular values from the eigenvalues of the smaller Gram matrix. Values below
   * about 1e-7 of the largest are rounding errors of the products and become 0.
   *
   * @param values {@code [rows, units]} in row-major order; may be longer
   * @return min(rows, units) values in descending order
   */
  public static double[] singularValues(float[] values, int rows, int units) {
    int order = Math.min(rows, units);
    double[] squares =
        SymmetricEigenvalues.of(ActivationMatrix.smallerGram(values, rows, units), order);
    double noise = squares[0] * order * ROUNDING;
    for (int i = 0; i < order; i++) {
      squares[i] = squares[i] <= noise ? 0 : Math.sqrt(squares[i]);
    }
    return squares;
  }

  /**
   * Computes the ranks from singular values.
   *
   * @param sigma singular values, at least 0, in any order
   * @param delta δ, in [0, 1)
   * @throws IllegalArgumentException if delta is out of range
   */
  public static Ranks ofSingularValues(double[] sigma, double delta) {
    if (!(delta >= 0 && delta < 1)) {
      throw new IllegalArgumentException("delta: got '" + delta + "', expected a number in [0, 1)");
    }
    double[] ascending = sigma.clone();
    Arrays.sort(ascending);
    int count = sigma.length;
    // dividing by the largest value keeps the squares in the range of a double
    double largest = count == 0 ? 0 : ascending[count - 1];
    if (!Double.isFinite(largest)) {
      return new Ranks(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    if (largest == 0) {
      return new Ranks(0, 0, 0, 0);
    }
    double[] shares = new double[count];
    double[] squares = new double[count];
    for (int i = 0; i < count; i++) {
      shares[i] = ascending[count - 1 - i] / largest;
      squares[i] = shares[i] * shares[i];
    }
    return new Ranks(
        StrictMath.exp(entropy(shares)),
        leading(shares, delta),
        sum(squares),
        leading(squares, delta));
  }

  /** Returns the entropy −Σ p ln p of the values normalised to sum 1, with 0 ln 0 = 0. */
  private static double entropy(double[] values) {
    double sum = sum(values);
    double entropy = 0;
    for (double value : values) {
      if (value > 0) {
        entropy -= value / sum * StrictMath.log(value / sum);
      }
    }
    return entropy;
  }

  /** Returns the smallest k for which the first k values sum to a share 1 − δ of the total. */
  private static int leading(double[] values, double delta) {
    double target = (1 - delta) * sum(values);
    double reached = 0;
    int count = 0;
    while (count < values.length && reached < target) {
      reached += values[count++];
    }
    return count;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
