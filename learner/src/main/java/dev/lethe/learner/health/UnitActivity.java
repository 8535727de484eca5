package dev.lethe.learner.health;

import java.util.Arrays;
import java.util.List;

/**
 * Which hidden units of a layer take part, as shares in [0, 1]; all NaN where an activation is NaN
 * or infinite.
 *
 * <p>With h_j the activations of unit j over the probe rows, and over the places of a convolution,
 * whose units are its channels:
 *
 * <pre>
 *   dormant    share of units with  mean|h_j| / (mean over k of mean|h_k| + 1e-9) ≤ τ
 *   dead       share of units with  h_j ≤ 0 on every row
 *   saturated  share of units with  mean|h_j| &gt; 0.99
 *   active     share of all activations that are &gt; 0
 * </pre>
 *
 * Of a unit with several outputs, such as a concatenated ReLU, the one of largest mean|h| counts,
 * and it is dead if none of them is ever above 0.
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

  /**
   * Measures one layer.
   *
   * @param tau τ of dormancy, at least 0
   */
  public static UnitActivity of(UnitOutputs outputs, double tau) {
    if (!(tau >= 0)) {
      throw new IllegalArgumentException("tau: got '" + tau + "', expected at least 0");
    }
    int units = outputs.units();
    double[] magnitudes = outputs.meanMagnitudes();
    if (!Double.isFinite(Arrays.stream(magnitudes).sum())) {
      return new UnitActivity(units, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] strongest = outputs.strongest(magnitudes);
    boolean[] sleeping = outputs.dormant(tau);
    boolean[] alive = outputs.fired();
    int dormant = 0;
    int dead = 0;
    int saturated = 0;
    for (int unit = 0; unit < units; unit++) {
      dormant += sleeping[unit] ? 1 : 0;
      dead += alive[unit] ? 0 : 1;
      saturated += strongest[unit] > SATURATED_ABOVE ? 1 : 0;
    }
    return new UnitActivity(
        units,
        (double) dormant / units,
        (double) dead / units,
        (double) saturated / units,
        outputs.positiveShare());
  }

  /**
   * Several layers as one: every unit weighs the same, and is dormant by the scale of its own
   * layer.
   *
   * @param layers measured on the same rows, at least one
   */
  public static UnitActivity together(List<UnitActivity> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers: got none, expected at least 1");
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
