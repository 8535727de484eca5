package dev.lethe.learner.network;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Distribution of the initial elements of a parameter, which are drawn independently. */
public sealed interface Initial {
  /** Draws one value. */
  double draw(UniformRandomProvider random);

  /** Constant value; draws no random number. */
  record Constant(double value) implements Initial {
    @Override
    public double draw(UniformRandomProvider random) {
      return value;
    }
  }

  /** Uniform distribution U(−bound, bound). */
  record Uniform(double bound) implements Initial {
    @Override
    public double draw(UniformRandomProvider random) {
      return bound * (2 * random.nextDouble() - 1);
    }
  }

  /** Normal distribution N(0, deviation²). */
  record Normal(double deviation) implements Initial {
    @Override
    public double draw(UniformRandomProvider random) {
      return deviation * ZigguratSampler.NormalizedGaussian.of(random).sample();
    }
  }
}
