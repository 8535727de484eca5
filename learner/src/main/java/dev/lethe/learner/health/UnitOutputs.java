package dev.lethe.learner.health;

import java.util.Arrays;

/**
 * What the units of one hidden layer gave on some rows, {@code [rows, copies · units, places]} in
 * row-major order: copy k of unit j is output {@code k · units + j}. A channel of a convolution is
 * one unit, which gives a number at each place.
 *
 * @param values the numbers; what is beyond the rows does not count
 * @param rows at least 1
 * @param units at least 1
 * @param copies outputs per unit, at least 1: 2 where positive and negative parts go on apart
 * @param places height · width of a convolution, else 1
 */
public record UnitOutputs(float[] values, int rows, int units, int copies, int places) {
  private static final double SMALL = 1e-9;

  public UnitOutputs {
    Activations.atLeastOne("copies", copies);
    Activations.atLeastOne("places", places);
    Activations.length(values, rows, Math.multiplyExact(units, copies * places));
  }

  /** A layer of which every unit gives one number per row. */
  public static UnitOutputs flat(float[] values, int rows, int units) {
    return new UnitOutputs(values, rows, units, 1, 1);
  }

  /** Outputs of all units together. */
  public int outputs() {
    return units * copies;
  }

  /** Mean over rows and places of h, one number per output. */
  public double[] means() {
    double[] sums = new double[outputs()];
    for (int run = 0; run < rows * sums.length; run++) {
      int output = run % sums.length;
      for (int i = run * places; i < (run + 1) * places; i++) {
        sums[output] += values[i];
      }
    }
    return perNumber(sums);
  }

  /**
   * Mean over rows and places of |h − c|, one number per output.
   *
   * @param centres c, one number per output
   */
  public double[] meanDistances(double[] centres) {
    double[] sums = new double[outputs()];
    for (int run = 0; run < rows * sums.length; run++) {
      int output = run % sums.length;
      for (int i = run * places; i < (run + 1) * places; i++) {
        sums[output] += Math.abs(values[i] - centres[output]);
      }
    }
    return perNumber(sums);
  }

  private double[] perNumber(double[] sums) {
    for (int output = 0; output < sums.length; output++) {
      sums[output] /= (double) rows * places;
    }
    return sums;
  }

  /** Mean over rows and places of |h|, one number per output. */
  public double[] meanMagnitudes() {
    return meanDistances(new double[outputs()]);
  }

  /** Which units gave a number above 0, in whatever row, copy and place. */
  public boolean[] fired() {
    boolean[] fired = new boolean[units];
    for (int i = 0; i < rows * outputs() * places; i++) {
      if (values[i] > 0) {
        fired[i / places % units] = true;
      }
    }
    return fired;
  }

  /** Share of all numbers that are above 0. */
  double positiveShare() {
    int positive = 0;
    int length = rows * outputs() * places;
    for (int i = 0; i < length; i++) {
      positive += values[i] > 0 ? 1 : 0;
    }
    return (double) positive / length;
  }

  /**
   * Which units hardly respond: those whose outputs o all have
   *
   * <pre>
   *   mean|h_o| / (mean over the layer's outputs of mean|h| + 1e-9) ≤ τ
   * </pre>
   *
   * None where a number is NaN or infinite.
   */
  public boolean[] dormant(double tau) {
    double[] magnitudes = meanMagnitudes();
    double scale = Arrays.stream(magnitudes).sum() / magnitudes.length + SMALL;
    boolean[] dormant = new boolean[units];
    if (Double.isFinite(scale)) {
      double[] strongest = strongest(magnitudes);
      for (int unit = 0; unit < units; unit++) {
        dormant[unit] = strongest[unit] / scale <= tau;
      }
    }
    return dormant;
  }

  /** The largest number of each unit's copies. */
  double[] strongest(double[] perOutput) {
    double[] strongest = Arrays.copyOf(perOutput, units);
    for (int output = units; output < perOutput.length; output++) {
      strongest[output % units] = Math.max(strongest[output % units], perOutput[output]);
    }
    return strongest;
  }

  /** Means over places, {@code [rows, outputs]} in row-major order. */
  public float[] pooled() {
    if (places == 1) {
      return values;
    }
    float[] pooled = new float[rows * outputs()];
    for (int run = 0; run < pooled.length; run++) {
      double sum = 0;
      for (int i = run * places; i < (run + 1) * places; i++) {
        sum += values[i];
      }
      pooled[run] = (float) (sum / places);
    }
    return pooled;
  }
}
