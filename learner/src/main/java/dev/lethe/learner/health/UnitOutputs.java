package dev.lethe.learner.health;

import java.util.Arrays;

/**
 * Outputs of the units of one hidden layer, {@code [rows, copies · units, positions]} in row-major
 * order. Copy k of unit j is output {@code k · units + j}. A channel of a convolution is one unit
 * with a value at each spatial position.
 *
 * @param values the outputs; elements beyond the last row are ignored
 * @param rows number of rows, at least 1
 * @param units number of units, at least 1
 * @param copies number of outputs per unit, at least 1; 2 for a concatenated ReLU
 * @param positions height · width of a convolution, otherwise 1
 */
public record UnitOutputs(float[] values, int rows, int units, int copies, int positions) {
  private static final double EPSILON = 1e-9;

  public UnitOutputs {
    ActivationMatrix.requirePositive("copies", copies);
    ActivationMatrix.requirePositive("positions", positions);
    ActivationMatrix.requireLength(values, rows, Math.multiplyExact(units, copies * positions));
  }

  /**
   * Returns the outputs of a dense layer, with one value per row and unit.
   *
   * @param values {@code [rows, units]} in row-major order
   */
  public static UnitOutputs dense(float[] values, int rows, int units) {
    return new UnitOutputs(values, rows, units, 1, 1);
  }

  /** Returns the number of outputs, {@code copies · units}. */
  public int outputs() {
    return units * copies;
  }

  /** Returns the mean of h over rows and positions, {@code [outputs]}. */
  public double[] means() {
    double[] sums = new double[outputs()];
    for (int run = 0; run < rows * sums.length; run++) {
      int output = run % sums.length;
      for (int i = run * positions; i < (run + 1) * positions; i++) {
        sums[output] += values[i];
      }
    }
    return toMeans(sums);
  }

  /**
   * Returns the mean of |h − c| over rows and positions, {@code [outputs]}.
   *
   * @param centres c, {@code [outputs]}
   */
  public double[] meanDistances(double[] centres) {
    double[] sums = new double[outputs()];
    for (int run = 0; run < rows * sums.length; run++) {
      int output = run % sums.length;
      for (int i = run * positions; i < (run + 1) * positions; i++) {
        sums[output] += Math.abs(values[i] - centres[output]);
      }
    }
    return toMeans(sums);
  }

  private double[] toMeans(double[] sums) {
    for (int output = 0; output < sums.length; output++) {
      sums[output] /= (double) rows * positions;
    }
    return sums;
  }

  /** Returns the mean of |h| over rows and positions, {@code [outputs]}. */
  public double[] meanMagnitudes() {
    return meanDistances(new double[outputs()]);
  }

  /** Returns true for each unit with an output above 0 in any row, copy and position. */
  public boolean[] fired() {
    boolean[] fired = new boolean[units];
    for (int i = 0; i < rows * outputs() * positions; i++) {
      if (values[i] > 0) {
        fired[i / positions % units] = true;
      }
    }
    return fired;
  }

  /** Returns the share of outputs above 0, in [0, 1]. */
  double positiveShare() {
    int positive = 0;
    int length = rows * outputs() * positions;
    for (int i = 0; i < length; i++) {
      positive += values[i] > 0 ? 1 : 0;
    }
    return (double) positive / length;
  }

  /**
   * Returns true for each dormant unit. A unit is dormant if all of its outputs o have
   *
   * <pre>
   *   mean|h_o| / (mean over the layer's outputs of mean|h| + 1e-9) ≤ τ
   * </pre>
   *
   * No unit is dormant if an output is not finite.
   *
   * @param tau dormancy threshold τ, at least 0
   * @return {@code [units]}
   */
  public boolean[] dormant(double tau) {
    double[] magnitudes = meanMagnitudes();
    double scale = Arrays.stream(magnitudes).sum() / magnitudes.length + EPSILON;
    boolean[] dormant = new boolean[units];
    if (Double.isFinite(scale)) {
      double[] max = maxPerUnit(magnitudes);
      for (int unit = 0; unit < units; unit++) {
        dormant[unit] = max[unit] / scale <= tau;
      }
    }
    return dormant;
  }

  /** Returns the maximum over each unit's copies, {@code [units]}. */
  double[] maxPerUnit(double[] perOutput) {
    double[] max = Arrays.copyOf(perOutput, units);
    for (int output = units; output < perOutput.length; output++) {
      max[output % units] = Math.max(max[output % units], perOutput[output]);
    }
    return max;
  }

  /** Returns means over spatial positions, {@code [rows, outputs]} in row-major order. */
  public float[] pooled() {
    if (positions == 1) {
      return values;
    }
    float[] pooled = new float[rows * outputs()];
    for (int run = 0; run < pooled.length; run++) {
      double sum = 0;
      for (int i = run * positions; i < (run + 1) * positions; i++) {
        sum += values[i];
      }
      pooled[run] = (float) (sum / positions);
    }
    return pooled;
  }
}
