package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateDigest;
import java.util.List;

/**
 * Adam (Kingma and Ba, 2015), with ε outside the root of the corrected second moment:
 *
 * <pre>
 *   m ← β₁ m + (1 − β₁) g
 *   v ← β₂ v + (1 − β₂) g²
 *   θ ← θ − η m̂ / (√v̂ + ε)      m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ),  t = 1, 2, …
 * </pre>
 */
public final class Adam implements Optimizer {
  /** {@code adam(lr=η, beta1=β₁, beta2=β₂, eps=ε)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "adam",
          "optimizer",
          List.of(
              new Key("lr", new Domain.Real(0, false, 1000, true), "0.001"),
              new Key("beta1", new Domain.Real(0, true, 1, false), "0.9"),
              new Key("beta2", new Domain.Real(0, true, 1, false), "0.999"),
              new Key("eps", new Domain.Real(0, false, 1, true), "1e-8")));

  /**
   * Where g stays 0, m decays to the smallest float and there stops, since 0.9 times that rounds to
   * itself; and processors multiply such numbers many times more slowly than others. Adding and
   * subtracting this number makes them 0. It changes no m by more than 1e-27.
   */
  private static final float TINY = 1e-20f;

  private final double lr;
  private final double beta1;
  private final double beta2;
  // the constants of the update as arrays: see Sgd
  private final NDArray keepFirst;
  private final NDArray takeFirst;
  private final NDArray keepSecond;
  private final NDArray takeSecond;
  private final NDArray epsilon;
  private final List<NDArray> first;
  private final List<NDArray> second;
  private final NDArray tiny;
  private long steps;

  /**
   * @param part of {@link #DEFINITION}
   * @param parameters those that will be updated
   * @param owner the learner's manager, which will own the moments
   */
  public Adam(Part part, List<NDArray> parameters, NDManager owner) {
    this.lr = part.real("lr");
    this.beta1 = part.real("beta1");
    this.beta2 = part.real("beta2");
    this.keepFirst = owner.create((float) beta1);
    this.takeFirst = owner.create((float) (1 - beta1));
    this.keepSecond = owner.create((float) beta2);
    this.takeSecond = owner.create((float) (1 - beta2));
    this.tiny = owner.create(TINY);
    this.epsilon = owner.create((float) part.real("eps"));
    this.first = parameters.stream().map(parameter -> zeros(parameter, owner)).toList();
    this.second = parameters.stream().map(parameter -> zeros(parameter, owner)).toList();
  }

  private static NDArray zeros(NDArray parameter, NDManager owner) {
    return owner.zeros(parameter.getShape(), parameter.getDataType());
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    steps++;
    // η m̂ / (√v̂ + ε) = (η / (1 − β₁ᵗ)) · m / (√v / √(1 − β₂ᵗ) + ε)
    NDArray rate = scalar(scope, lr / (1 - Math.pow(beta1, steps)));
    NDArray correction = scalar(scope, Math.sqrt(1 - Math.pow(beta2, steps)));
    for (int i = 0; i < parameters.size(); i++) {
      NDArray g = gradients.get(i);
      NDArray m = first.get(i).muli(keepFirst).addi(g.mul(takeFirst)).addi(tiny).subi(tiny);
      NDArray v = second.get(i).muli(keepSecond).addi(g.muli(g).muli(takeSecond));
      try (NDArray denominator = v.sqrt();
          NDArray change = m.mul(rate)) {
        change.divi(denominator.divi(correction).addi(epsilon));
        parameters.get(i).subi(change);
      }
    }
  }

  private static NDArray scalar(NDManager scope, double value) {
    return scope.full(new Shape(), (float) value);
  }

  @Override
  public void describeTo(StateDigest digest) {
    digest.add(steps);
    first.forEach(digest::add);
    second.forEach(digest::add);
  }
}
