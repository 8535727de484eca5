package dev.lethe.learner.network;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** How the elements of a parameter begin, each drawn by itself. */
public sealed interface Initial {
  /** One value. */
  double draw(UniformRandomProvider random);

  /** Always the same, drawn from nothing. */
  record Constant(double value) implements Initial {
    @Override
    public double draw(UniformRandomProvider random) {
      return value;
    }
  }

  /** U(−bound, bound). */
  record Uniform(double bound) implements Initial {
    @Override
    public double draw(UniformRandomProvider random) {
      return bound * (2 * random.nextDouble() - 1);
    }
  }

  /** N(0, deviation²). */
  record Normal(double deviation) implements Initial {
    @Override
    public double draw(UniformRandomProvider random) {
      return deviation * ZigguratSampler.NormalizedGaussian.of(random).sample();
    }
  }
}
