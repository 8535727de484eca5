package dev.lethe.bench;

import dev.lethe.common.random.NamedRandom;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Slowly-changing regression (Dohare et al., "Loss of plasticity in deep continual learning",
 * Nature 632, 2024): bits of which most stay the same for long, and a target that never changes but
 * of which a small learner can fit only what is there at the time.
 *
 * <pre>
 *   x = 15 slow bits, all drawn anew every 10 000 steps; 5 bits drawn every step
 *   y = Σ_k v_k 1{w_k·x + b_k &gt; τ_k} + c         100 units; w, b, v, c drawn from {−1, +1}
 *   τ = 0.7 (20 + 1) − S,   S = (20 − Σw + b) / 2
 * </pre>
 *
 * τ is never a whole number, so no unit stands at its threshold. The paper's text lets one slow bit
 * flip; its configuration draws all anew, as here.
 */
final class SlowRegression {
  static final int INPUTS = 20;
  private static final int SLOW = 15;
  private static final int STAY = 10_000;
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
      // w is +1 where a bit is set, −1 where it is not
      positive[k] = random.nextInt(1 << INPUTS);
      int bias = sign(random);
      thresholds[k] = threshold(2 * Integer.bitCount(positive[k]) - INPUTS, bias) - bias;
      signs[k] = sign(random);
    }
    this.constant = sign(random);
  }

  private static int sign(UniformRandomProvider random) {
    return random.nextBoolean() ? 1 : -1;
  }

  /**
   * τ of a unit.
   *
   * @param sum of its 20 weights
   */
  static double threshold(int sum, int bias) {
    return BETA * (INPUTS + 1) - (INPUTS - sum + bias) / 2.0;
  }

  /**
   * The next example.
   *
   * @param features {@code [20]}, receives its bits as 0 and 1, the slow ones first
   * @return y
   */
  float next(float[] features) {
    if (step % STAY == 0) {
      bits = slow.nextInt(1 << SLOW);
    }
    step++;
    int x = bits | fast.nextInt(1 << (INPUTS - SLOW)) << SLOW;
    for (int i = 0; i < INPUTS; i++) {
      features[i] = x >> i & 1;
    }
    return target(x);
  }

  private float target(int x) {
    int y = constant;
    for (int k = 0; k < UNITS; k++) {
      // Σ w x = set bits where w is +1 − set bits where it is −1
      int sum = 2 * Integer.bitCount(x & positive[k]) - Integer.bitCount(x);
      y += sum > thresholds[k] ? signs[k] : 0;
    }
    return y;
  }
}
