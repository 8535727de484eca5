package dev.lethe.learner.health;

import java.util.Arrays;

/**
 * In how many directions the features of some rows vary, by four measures of the singular values
 * σ_1 ≥ σ_2 ≥ … of their matrix A; each is between 0 and min(rows, units). All are 0 where A is
 * zero, and NaN where it has a NaN or infinite element.
 *
 * @param effective exp(−Σ p_i ln p_i) with p_i = σ_i/Σσ (Roy and Vetterli, "The effective rank",
 *     2007)
 * @param srank the least k with Σ_{i≤k} σ_i ≥ (1−δ) Σσ (Kumar et al., "Implicit
 *     under-parameterization inhibits data-efficient deep reinforcement learning", 2021)
 * @param stable ‖A‖_F²/σ_1²
 * @param approximate the least k with Σ_{i≤k} σ_i² ≥ (1−δ) Σσ²: the directions that hold 1−δ of the
 *     variance about zero
 */
public record Ranks(double effective, double srank, double stable, double approximate) {
  /** The share δ that is left out as a rule. */
  public static final double DELTA = 0.01;

  private static final double ROUNDING = 0x1p-52;

  /**
   * Ranks of a matrix of activations.
   *
   * @param values row by row, at least {@code rows * units}
   * @param rows probe rows, at least 1
   * @param units units of the layer, at least 1; the smaller of both is meant to be 512 at most
   * @param delta δ, in [0, 1)
   */
  public static Ranks of(float[] values, int rows, int units, double delta) {
    return ofSingularValues(singularValues(values, rows, units), delta);
  }

  /**
   * Singular values by the eigenvalues of the smaller Gram matrix, largest first. Those below about
   * 1e-7 of the largest, which are rounding of the products, are 0.
   *
   * @return as many as rows or units, whichever is less
   */
  public static double[] singularValues(float[] values, int rows, int units) {
    int order = Math.min(rows, units);
    double[] squares = SymmetricEigenvalues.of(Activations.smallerGram(values, rows, units), order);
    double noise = squares[0] * order * ROUNDING;
    for (int i = 0; i < order; i++) {
      squares[i] = squares[i] <= noise ? 0 : Math.sqrt(squares[i]);
    }
    return squares;
  }

  /**
   * Ranks of any matrix that has these singular values.
   *
   * @param sigma at least 0, in any order
   * @param delta δ, in [0, 1)
   */
  public static Ranks ofSingularValues(double[] sigma, double delta) {
    if (!(delta >= 0 && delta < 1)) {
      throw new IllegalArgumentException("delta: got '" + delta + "', expected a number in [0, 1)");
    }
    double[] ascending = sigma.clone();
    Arrays.sort(ascending);
    int count = sigma.length;
    // relative to the largest, so that no square leaves the range of a double
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

  /** −Σ p ln p of values scaled to sum to 1, where 0 ln 0 is 0. */
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

  /** How many of the first values sum up to all but a share δ. */
  private static int leading(double[] values, double delta) {
    double wanted = (1 - delta) * sum(values);
    double reached = 0;
    int count = 0;
    while (count < values.length && reached < wanted) {
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
