package dev.lethe.bench.regression;

import dev.lethe.common.random.NamedRandom;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Slowly-changing regression (Dohare et al., "Loss of plasticity in deep continual learning",
 * Nature 632, 2024). Most input bits stay the same for a long time. The target function never
 * changes, but a small network can fit it only for the current values of the slow bits.
 *
 * <pre>
 *   x = 15 slow bits, all redrawn every 10 000 steps; 5 bits redrawn every step
 *   y = Σ_k v_k 1{w_k·x + b_k &gt; τ_k} + c         100 units; w, b, v, c drawn from {−1, +1}
 *   τ = 0.7 (20 + 1) − S,   S = (20 − Σw + b) / 2
 * </pre>
 *
 * τ is never a whole number, so no unit is exactly at its threshold. The paper's text flips one
 * slow bit; its configuration redraws all of them, as here.
 */
public final class SlowRegression {
  /** Name of the stream in options and kept results. */
  public static final String NAME = "slow-regression";

  static final int INPUTS = 20;
  private static final int SLOW_BITS = 15;
  private static final int STEPS_PER_CHANGE = 10_000;
  private static final int UNITS = 100;
  private static final double BETA = 0.7;

  private final UniformRandomProvider slow;
  private final UniformRandomProvider fast;
  private final int[] positive = new int[UNITS];
  private final double[] thresholds = new double[UNITS];
  private final int[] signs = new int[UNITS];
  private final int constant;
  private long step;
  private int bits;

  SlowRegression(long seed) {
    this.slow = NamedRandom.forData(seed, "slow-regression/slow");
    this.fast = NamedRandom.forData(seed, "slow-regression/fast");
    UniformRandomProvider random = NamedRandom.forData(seed, "slow-regression/target");
    for (int k = 0; k < UNITS; k++) {
      // w is +1 if the bit is set and −1 otherwise
      positive[k] = random.nextInt(1 << INPUTS);
      int bias = sign(random);
      thresholds[k] = threshold(2 * Integer.bitCount(positive[k]) - INPUTS, bias) - bias;
      signs[k] = sign(random);
    }
    this.constant = sign(random);
  }

  /**
   * Rejects the name of any other stream.
   *
   * @throws IllegalArgumentException if the name is not {@link #NAME}
   */
  public static void requireName(String stream) {
    if (!stream.equals(NAME)) {
      throw new IllegalArgumentException(
          "stream: got '%s', expected '%s', or the option dataset for a stream of classes"
              .formatted(stream, NAME));
    }
  }

  private static int sign(UniformRandomProvider random) {
    return random.nextBoolean() ? 1 : -1;
  }

  /**
   * Returns the threshold τ of a unit.
   *
   * @param sum sum of its 20 weights
   */
  static double threshold(int sum, int bias) {
    return BETA * (INPUTS + 1) - (INPUTS - sum + bias) / 2.0;
  }

  /**
   * Draws the next example.
   *
   * @param features receives the bits as 0 and 1, slow bits first, {@code [20]}
   * @return the target y
   */
  float next(float[] features) {
    if (step % STEPS_PER_CHANGE == 0) {
      bits = slow.nextInt(1 << SLOW_BITS);
    }
    step++;
    int x = bits | fast.nextInt(1 << (INPUTS - SLOW_BITS)) << SLOW_BITS;
    for (int i = 0; i < INPUTS; i++) {
      features[i] = x >> i & 1;
    }
    return target(x);
  }

  private float target(int x) {
    int y = constant;
    for (int k = 0; k < UNITS; k++) {
      // Σ w x = set bits with w = +1 less set bits with w = −1
      int sum = 2 * Integer.bitCount(x & positive[k]) - Integer.bitCount(x);
      y += sum > thresholds[k] ? signs[k] : 0;
    }
    return y;
  }
}
