package dev.lethe.learner.network;

import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;

/** How weights begin, by the number of their inputs and outputs. */
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
  /** N(0, 2 / in) whatever follows, the head too: what {@code he_normal} of Flax draws, not cut. */
  HE_ALL {
    @Override
    public Initial weights(int inputs, int outputs, double gain) {
      return new Initial.Normal(Math.sqrt(2.0 / inputs));
    }
  },
  /** U(−a, a), a = 1 / √in, for biases too: what PyTorch's Linear does. */
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
   * The weights of a unit.
   *
   * @param inputs numbers that a unit sums over
   * @param outputs units
   * @param gain of the activation that follows: 1 for none
   */
  public abstract Initial weights(int inputs, int outputs, double gain);

  /** The biases of units that sum over this many inputs. */
  public Initial biases(int inputs) {
    return new Initial.Constant(0);
  }

  /** The key {@code init} of models, where nothing is said this one. */
  public Key key() {
    return Key.choice(KEY, this);
  }

  /** The value of {@link #key}. */
  public static Initialisation of(Part part) {
    return part.choice(KEY, Initialisation.class);
  }
}
