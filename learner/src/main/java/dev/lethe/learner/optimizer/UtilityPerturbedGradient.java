package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Utility-based perturbed gradient descent, UPGD (Elsayed and Mahmood, ICLR 2024), in its
 * protecting form with a global maximum. Protects parameters of high utility from changes. Updates
 * parameters of low utility and perturbs them with noise.
 *
 * <pre>
 *   u ← β u − (1 − β) g θ,   û = u / (1 − βᵗ),   s = sigmoid(û / max û)
 *   θ ← (1 − ηλ) θ − η (g + σ ξ)(1 − s)           ξ ~ N(0, 1), max over all parameters
 * </pre>
 */
public final class UtilityPerturbedGradient extends StatefulOptimizer {
  /** {@code upgd(lr=η, beta=β, sigma=σ, decay=λ)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "upgd",
          Kind.OPTIMIZER,
          "Protects parameters of high utility and perturbs those of low utility.",
          "Elsayed and Mahmood, Addressing loss of plasticity and catastrophic forgetting in continual learning, ICLR 2024",
          List.of(
              lr("0.01"),
              new Key("beta", new Domain.Real(0, true, 1, false), "0.999"),
              new Key("sigma", new Domain.Real(0, true, 100, true), "0.001"),
              new Key("decay", new Domain.Real(0, true, 1000, true), "0.001")));

  private static final double MIN_UTILITY = 1e-12;

  private final double beta;
  private final double sigma;
  private final double decay;
  private final List<NDArray> utility;
  private final ZigguratSampler.NormalizedGaussian gauss;

  /**
   * Creates the optimizer.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public UtilityPerturbedGradient(Part part, OptimizerContext context) {
    super(part.real("lr"), context.owner());
    this.beta = part.real("beta");
    this.sigma = part.real("sigma");
    this.decay = part.real("decay");
    this.utility = createMoment(context.parameters());
    UniformRandomProvider random = context.random().of("upgd");
    this.gauss = ZigguratSampler.NormalizedGaussian.of(random);
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    double largest = MIN_UTILITY;
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray use = parameters.get(i).mul(gradients.get(i))) {
        utility.get(i).muli((float) beta).subi(use.muli((float) (1 - beta)));
      }
      try (NDArray max = utility.get(i).max()) {
        largest = Math.max(largest, max.getFloat());
      }
    }
    // the correction 1 − βᵗ cancels out in û / max û
    float scale = (float) (1 / largest);
    for (int i = 0; i < parameters.size(); i++) {
      NDArray g = gradients.get(i).addi(noise(parameters.get(i), scope));
      try (NDArray scaled = utility.get(i).mul(scale);
          NDArray protection = ai.djl.nn.Activation.sigmoid(scaled)) {
        g.muli(protection.negi().addi(1f)).muli(rateArray());
      }
      parameters.get(i).muli((float) (1 - rate() * decay)).subi(g);
    }
  }

  private NDArray noise(NDArray like, NDManager scope) {
    float[] values = new float[Math.toIntExact(like.size())];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) (sigma * gauss.sample());
    }
    return scope.create(values, like.getShape());
  }
}
