package dev.lethe.learner.health;

import java.util.List;

/**
 * Which hidden units of a layer take part, as shares in [0, 1]; all NaN where an activation is NaN
 * or infinite.
 *
 * <p>With h_j the activations of unit j over the probe rows:
 *
 * <pre>
 *   dormant    share of units with  mean|h_j| / (mean over k of mean|h_k| + 1e-9) ≤ τ
 *   dead       share of units with  h_j ≤ 0 on every row
 *   saturated  share of units with  mean|h_j| &gt; 0.99
 *   active     share of all activations that are &gt; 0
 * </pre>
 *
 * @param units units that were measured
 * @param dormant Sokar et al., "The dormant neuron phenomenon in deep reinforcement learning",
 *     2023; a layer that is all zero is all dormant
 * @param dead of meaning for activations that are 0 or less when a unit is off, such as ReLU
 * @param saturated of meaning for activations within (−1, 1), such as tanh
 * @param active mean share of the units that respond to a row
 */
public record UnitActivity(
    int units, double dormant, double dead, double saturated, double active) {
  /** The threshold τ of dormancy that is used most. */
  public static final double DORMANT_AT = 0.1;

  private static final double SATURATED_ABOVE = 0.99;
  private static final double SMALL = 1e-9;

  /**
   * Measures one layer.
   *
   * @param values activations, row by row, at least {@code rows * units}
   * @param rows probe rows, at least 1
   * @param units units of the layer, at least 1
   * @param tau τ of dormancy, at least 0
   */
  public static UnitActivity of(float[] values, int rows, int units, double tau) {
    int length = Activations.length(values, rows, units);
    if (!(tau >= 0)) {
      throw new IllegalArgumentException("tau: seen '" + tau + "', wanted at least 0");
    }
    double[] magnitudes = new double[units];
    boolean[] alive = new boolean[units];
    long positive = 0;
    for (int i = 0; i < length; i++) {
      int unit = i % units;
      magnitudes[unit] += Math.abs((double) values[i]);
      if (values[i] > 0) {
        alive[unit] = true;
        positive++;
      }
    }
    double sum = 0;
    for (int unit = 0; unit < units; unit++) {
      magnitudes[unit] /= rows;
      sum += magnitudes[unit];
    }
    if (!Double.isFinite(sum)) {
      return new UnitActivity(units, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double scale = sum / units + SMALL;
    int dormant = 0;
    int dead = 0;
    int saturated = 0;
    for (int unit = 0; unit < units; unit++) {
      dormant += magnitudes[unit] / scale <= tau ? 1 : 0;
      dead += alive[unit] ? 0 : 1;
      saturated += magnitudes[unit] > SATURATED_ABOVE ? 1 : 0;
    }
    return new UnitActivity(
        units,
        (double) dormant / units,
        (double) dead / units,
        (double) saturated / units,
        (double) positive / length);
  }

  /**
   * Several layers as one: every unit weighs the same, and is dormant by the scale of its own
   * layer.
   *
   * @param layers measured on the same rows, at least one
   */
  public static UnitActivity together(List<UnitActivity> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers: seen none, wanted at least 1");
    }
    int units = 0;
    double dormant = 0;
    double dead = 0;
    double saturated = 0;
    double active = 0;
    for (UnitActivity layer : layers) {
      units += layer.units;
      dormant += layer.units * layer.dormant;
      dead += layer.units * layer.dead;
      saturated += layer.units * layer.saturated;
      active += layer.units * layer.active;
    }
    return new UnitActivity(
        units, dormant / units, dead / units, saturated / units, active / units);
  }
}
