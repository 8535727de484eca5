package dev.lethe.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateDigest;
import java.util.List;

/** Stochastic gradient descent without momentum. */
public final class Sgd implements Optimizer {
  /** {@code sgd(lr=η)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "sgd", "optimizer", List.of(new Key("lr", new Domain.Real(0, false, 1000, true), "0.1")));

  // held as an array: DJL would make one, in a new direct buffer, whenever it meets a Java number
  private final NDArray rate;

  /**
   * @param part of {@link #DEFINITION}
   * @param owner the learner's manager
   */
  public Sgd(Part part, NDManager owner) {
    this.rate = owner.create((float) part.real("lr"));
  }

  @Override
  public void update(List<NDArray> parameters, List<NDArray> gradients, NDManager scope) {
    for (int i = 0; i < parameters.size(); i++) {
      // θ ← θ − η g
      parameters.get(i).subi(gradients.get(i).muli(rate));
    }
  }

  @Override
  public void describeTo(StateDigest digest) {}
}
