package dev.lethe.learner.network;

import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;

/** Scheme that initialises weights and biases from the number of inputs and outputs. */
public enum Initialisation {
  /** U(−a, a), a = √(6 / (in + out)); biases 0 (Glorot and Bengio, 2010, gain 1). */
  XAVIER {
    @Override
    public Initial weights(int inputs, int outputs, double gain) {
      return new Initial.Uniform(Math.sqrt(6.0 / ((double) inputs + outputs)));
    }
  },
  /** U(−a, a), a = gain √(3 / in); biases 0 (He et al., 2015, uniform). */
  KAIMING {
    @Override
    public Initial weights(int inputs, int outputs, double gain) {
      return new Initial.Uniform(gain * Math.sqrt(3.0 / inputs));
    }
  },
  /** N(0, gain² / in); biases 0 (He et al., 2015, normal). */
  HE {
    @Override
    public Initial weights(int inputs, int outputs, double gain) {
      return new Initial.Normal(gain / Math.sqrt(inputs));
    }
  },
  /** N(0, 2 / in) in all layers, including the head: {@code he_normal} of Flax, not truncated. */
  HE_ALL {
    @Override
    public Initial weights(int inputs, int outputs, double gain) {
      return new Initial.Normal(Math.sqrt(2.0 / inputs));
    }
  },
  /** U(−a, a), a = 1 / √in, also for biases: the default of PyTorch's Linear. */
  PYTORCH {
    @Override
    public Initial weights(int inputs, int outputs, double gain) {
      return new Initial.Uniform(1 / Math.sqrt(inputs));
    }

    @Override
    public Initial biases(int inputs) {
      return new Initial.Uniform(1 / Math.sqrt(inputs));
    }
  };

  private static final String KEY = "init";

  /**
   * Returns the distribution of a layer's weights.
   *
   * @param inputs inputs per unit (fan-in)
   * @param outputs outputs per input (fan-out)
   * @param gain gain of the activation that follows, 1 for none
   */
  public abstract Initial weights(int inputs, int outputs, double gain);

  /** Returns the distribution of biases of units with a given number of inputs. */
  public Initial biases(int inputs) {
    return new Initial.Constant(0);
  }

  /** Returns the key {@code init} of a model, with this scheme as its default. */
  public Key key() {
    return Key.choice(KEY, this);
  }

  /** Returns the value of {@link #key} in a part. */
  public static Initialisation of(Part part) {
    return part.choice(KEY, Initialisation.class);
  }
}
