package dev.lethe.learner.health;

import java.util.Arrays;
import java.util.List;

/**
 * Shares of the hidden units of a layer that are active or inactive, in [0, 1]. All are NaN if an
 * activation is not finite.
 *
 * <p>h_j are the activations of unit j over the probe rows. The units of a convolution are its
 * channels, and h_j then includes all spatial positions:
 *
 * <pre>
 *   dormant    share of units with  mean|h_j| / (mean over k of mean|h_k| + 1e-9) ≤ τ
 *   dead       share of units with  h_j ≤ 0 on every row
 *   saturated  share of units with  mean|h_j| &gt; 0.99
 *   active     share of all activations that are &gt; 0
 * </pre>
 *
 * A unit with several outputs, such as a concatenated ReLU, counts by the output with the largest
 * mean|h|. It is dead if none of its outputs is ever above 0.
 *
 * @param units number of units measured
 * @param dormant share of dormant units (Sokar et al., "The dormant neuron phenomenon in deep
 *     reinforcement learning", 2023); 1 for a layer whose outputs are all 0
 * @param dead share of dead units; meaningful for activations such as ReLU that are 0 or less when
 *     a unit is off
 * @param saturated share of saturated units; meaningful for activations in (−1, 1), such as tanh
 * @param active mean share of the units that respond to a row
 */
public record UnitActivity(
    int units, double dormant, double dead, double saturated, double active) {
  /** Default of τ, the dormancy threshold. */
  public static final double DEFAULT_TAU = 0.1;

  private static final double SATURATED_ABOVE = 0.99;

  /**
   * Measures one layer.
   *
   * @param tau dormancy threshold τ, at least 0
   * @throws IllegalArgumentException if tau is negative or NaN
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
    double[] maxMagnitudes = outputs.maxPerUnit(magnitudes);
    boolean[] isDormant = outputs.dormant(tau);
    boolean[] fired = outputs.fired();
    int dormant = 0;
    int dead = 0;
    int saturated = 0;
    for (int unit = 0; unit < units; unit++) {
      dormant += isDormant[unit] ? 1 : 0;
      dead += fired[unit] ? 0 : 1;
      saturated += maxMagnitudes[unit] > SATURATED_ABOVE ? 1 : 0;
    }
    return new UnitActivity(
        units,
        (double) dormant / units,
        (double) dead / units,
        (double) saturated / units,
        outputs.positiveShare());
  }

  /**
   * Combines layers into one measurement. Every unit has the same weight.
   *
   * @param layers measurements on the same rows, at least one
   * @throws IllegalArgumentException if there are no layers
   */
  public static UnitActivity combine(List<UnitActivity> layers) {
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
