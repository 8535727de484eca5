package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.WindowEnd;
import java.util.List;

/**
 * Synaptic intelligence, SI (Zenke, Poole and Ganguli, 2017). A parameter is important if it
 * lowered the loss along the training trajectory.
 *
 * <pre>
 *   in a step       ω as in {@link LossTrajectory}
 *   at window ends  Ω ← Ω + max(0, ω) / ((θ − θ*)² + ξ),  θ* ← θ,  ω ← 0
 *   penalty         c Σ Ω (θ − θ*)²
 * </pre>
 */
public final class SynapticIntelligence extends TrajectoryPenalty {
  /** {@code si(c=c, xi=ξ, form=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "si",
          Kind.REGULARISER,
          "Holds parameters in place that lowered the loss during training.",
          "Zenke, Poole and Ganguli, Continual learning through synaptic intelligence, ICML 2017",
          List.of(
              new Key("c", new Domain.Real(0, true, 1e12, true), "1"),
              new Key("xi", new Domain.Real(0, false, 1e6, true), "0.1"),
              QuadraticPenalty.FORM));

  private final double xi;

  public SynapticIntelligence(Part part, MethodContext context) {
    super(part, part.real("c"), context);
    this.xi = part.real("xi");
  }

  @Override
  public void windowEnded(WindowEnd end) {
    try (NDManager scope = context().owner().newSubManager()) {
      List<NDArray> importance = Tensors.copies(trajectory().values(), scope);
      for (int i = 0; i < importance.size(); i++) {
        try (NDArray moved = moved(i);
            NDArray zeros = importance.get(i).zerosLike();
            NDArray decrease = importance.get(i).maximum(zeros)) {
          decrease.divi(moved.muli(moved).addi((float) xi)).copyTo(importance.get(i));
        }
      }
      anchors().replace(1, importance);
    }
    startTrajectory();
  }
}
