package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * Adam (Kingma and Ba, 2015), with ε outside the root as in PyTorch:
 *
 * <pre>
 *   m ← β₁ m + (1 − β₁) g
 *   v ← β₂ v + (1 − β₂) g²
 *   θ ← θ − η m̂ / (√v̂ + ε)      m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ),  t = 1, 2, …
 * </pre>
 *
 * AdamW (Loshchilov and Hutter, 2019) adds decoupled weight decay: θ ← θ − η λ θ.
 *
 * <p>t counts the steps since the last reset of an element. With the t of the run, the first step
 * of a re-initialised unit would be (1 − β₁) / √(1 − β₂) = 3.16 times too long.
 */
public final class Adam extends StatefulOptimizer {
  private static final Key BETA1 = new Key("beta1", new Domain.Real(0, true, 1, false), "0.9");
  private static final Key BETA2 = new Key("beta2", new Domain.Real(0, true, 1, false), "0.999");
  private static final Key EPS = new Key("eps", new Domain.Real(0, false, 1, true), "1e-8");

  /** {@code adam(lr=η, beta1=β₁, beta2=β₂, eps=ε)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "adam",
          Kind.OPTIMIZER,
          "Combines momentum with averages of squared gradients.",
          "Kingma and Ba, Adam: a method for stochastic optimization, ICLR 2015",
          List.of(lr("0.001"), BETA1, BETA2, EPS));

  /** {@code adamw(lr=η, beta1=β₁, beta2=β₂, eps=ε, decay=λ)}. */
  public static final PartDefinition ADAMW_DEFINITION =
      new PartDefinition(
          "adamw",
          Kind.OPTIMIZER,
          "Adds decoupled weight decay to Adam.",
          "Loshchilov and Hutter, Decoupled weight decay regularization, ICLR 2019",
          List.of(
              lr("0.001"),
              BETA1,
              BETA2,
              EPS,
              new Key("decay", new Domain.Real(0, true, 1000, true), "0.01")));

  /**
   * Flushes denormal values of m to 0 by addition and subtraction. While g is 0, m decays to the
   * smallest denormal float and stays there, because 0.9 times it rounds to itself. CPUs multiply
   * denormals many times more slowly. The rounding changes m by at most 1e-27.
   */
  private static final float TINY = 1e-20f;

  private final double decay;
  // constants of the update as arrays: see StatefulOptimizer
  private final NDArray beta1Array;
  private final NDArray oneMinusBeta1;
  private final NDArray beta2Array;
  private final NDArray oneMinusBeta2;
  private final NDArray epsilon;
  private final NDArray tiny;
  private final List<NDArray> first;
  private final List<NDArray> second;
  private final BiasCorrection firstCorrection;
  private final BiasCorrection secondCorrection;
  private long steps;

  private Adam(Part part, OptimizerContext context, double decay) {
    super(part.real("lr"), context.owner());
    this.decay = decay;
    double beta1 = part.real("beta1");
    double beta2 = part.real("beta2");
    this.beta1Array = constant(beta1);
    this.oneMinusBeta1 = constant(1 - beta1);
    this.beta2Array = constant(beta2);
    this.oneMinusBeta2 = constant(1 - beta2);
    this.tiny = constant(TINY);
    this.epsilon = constant(part.real("eps"));
    this.first = createMoment(context.parameters());
    this.second = createMoment(context.parameters());
    this.firstCorrection = new BiasCorrection(beta1, context.parameters(), context.owner());
    this.secondCorrection = new BiasCorrection(beta2, context.parameters(), context.owner());
  }

  /**
   * Creates Adam.
   *
   * @param part parsed {@link #DEFINITION}
   */
  public static Adam adam(Part part, OptimizerContext context) {
    return new Adam(part, context, 0);
  }

  /**
   * Creates AdamW.
   *
   * @param part parsed {@link #ADAMW_DEFINITION}
   */
  public static Adam adamW(Part part, OptimizerContext context) {
    return new Adam(part, context, part.real("decay"));
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    steps++;
    for (int i = 0; i < parameters.size(); i++) {
      NDArray g = gradients.get(i);
      NDArray m = first.get(i).muli(beta1Array).addi(g.mul(oneMinusBeta1)).addi(tiny).subi(tiny);
      NDArray v = second.get(i).muli(beta2Array).addi(g.muli(g).muli(oneMinusBeta2));
      // η m̂ / (√v̂ + ε) = η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
      try (NDArray root = secondCorrection.next(i, steps, scope).sqrt();
          NDArray denominator = v.sqrt();
          NDArray rate = rateArray().div(firstCorrection.next(i, steps, scope));
          NDArray change = m.mul(rate)) {
        change.divi(denominator.divi(root).addi(epsilon));
        if (decay > 0) {
          parameters.get(i).muli((float) (1 - rate() * decay));
        }
        parameters.get(i).subi(change);
      }
    }
  }

  @Override
  public void resetState(int parameter, NDIndex elements) {
    super.resetState(parameter, elements);
    firstCorrection.reset(parameter, elements, steps);
    secondCorrection.reset(parameter, elements, steps);
  }

  @Override
  public void resetState() {
    super.resetState();
    steps = 0;
    firstCorrection.resetAll();
    secondCorrection.resetAll();
  }

  @Override
  public void save(StateWriter out) {
    super.save(out);
    out.put(steps);
    firstCorrection.save(out);
    secondCorrection.save(out);
  }

  @Override
  public void restore(StateReader in) {
    super.restore(in);
    steps = in.getLong();
    firstCorrection.restore(in);
    secondCorrection.restore(in);
  }
}
