package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;

/**
 * Riemannian walk, RWalk (Chaudhry et al., "Riemannian walk for incremental learning", ECCV 2018).
 * The importance of a parameter is the sum of its Fisher information and of the decrease of the
 * loss that it caused, relative to the change of the outputs. For the paper's memory, combine it
 * with {@code er}.
 *
 * <pre>
 *   every Δt steps  F ← α g² + (1 − α) F                     EWC++; first F ← g²
 *                   s ← s + ω / (½ F (θ − θ′)² + ε)          ω of the Δt steps, {@link LossTrajectory};
 *                                                            θ′: parameters before these steps
 *   at window ends  S ← (S + s) / 2, first S ← s;  s ← 0
 *                   Ω ← F / max F + max(0, S) / max S        maxima over all parameters
 *   penalty         λ Σ Ω (θ − θ*)²                          θ* and Ω of the last window end
 * </pre>
 *
 * g is the mean gradient of a step; its square approximates the mean of squared gradients. Fewer
 * than Δt steps at a window end count like Δt steps, with the current F.
 */
public final class RiemannianWalk extends TrajectoryPenalty {
  /** {@code rwalk(lambda=λ, alpha=α, every=Δt, epsilon=ε, form=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "rwalk",
          Kind.REGULARISER,
          "Holds parameters in place by Fisher information and by their effect on the loss.",
          "Chaudhry et al., Riemannian walk for incremental learning, ECCV 2018",
          List.of(
              new Key("lambda", new Domain.Real(0, true, 1e12, true), "0.1"),
              new Key("alpha", new Domain.Real(0, false, 1, true), "0.9"),
              new Key("every", new Domain.Whole(1, 1_000_000), "10"),
              new Key("epsilon", new Domain.Real(0, false, 1, true), "1e-7"),
              QuadraticPenalty.FORM));

  private final double alpha;
  private final int every;
  private final double epsilon;
  private final List<NDArray> fisher;
  private final List<NDArray> scores;
  private final List<NDArray> averaged;
  private long windowSteps;
  private long totalSteps;
  private boolean hasFisher;
  private boolean hasWindow;

  public RiemannianWalk(Part part, MethodContext context) {
    super(part, part.real("lambda"), context);
    this.alpha = part.real("alpha");
    this.every = part.whole("every");
    this.epsilon = part.real("epsilon");
    this.fisher = Tensors.zerosLike(context.parameters(), context.owner());
    this.scores = Tensors.zerosLike(context.parameters(), context.owner());
    this.averaged = Tensors.zerosLike(context.parameters(), context.owner());
  }

  @Override
  public void updated(Step step) {
    super.updated(step);
    // counted across windows, which can be shorter than Δt
    if (++totalSteps % every == 0) {
      addFisher(trajectory().gradients());
    }
    if (++windowSteps % every == 0) {
      addScores();
    }
  }

  private void addFisher(List<NDArray> gradients) {
    if (!Double.isFinite(Tensors.norm(gradients))) {
      return;
    }
    float share = (float) (hasFisher ? alpha : 1);
    for (int i = 0; i < fisher.size(); i++) {
      try (NDArray square = gradients.get(i).mul(gradients.get(i))) {
        fisher.get(i).muli(1 - share).addi(square.muli(share));
      }
    }
    hasFisher = true;
  }

  private void addScores() {
    for (int i = 0; trajectory().isFinite() && i < scores.size(); i++) {
      try (NDArray moved = moved(i);
          NDArray distance = moved.mul(fisher.get(i));
          NDArray decrease = trajectory().values().get(i).duplicate()) {
        distance.muli(moved).muli(0.5f).addi((float) epsilon);
        scores.get(i).addi(decrease.divi(distance));
      }
    }
    startTrajectory();
  }

  @Override
  public void windowEnded(WindowEnd end) {
    if (windowSteps % every != 0) {
      addScores();
    }
    windowSteps = 0;
    for (int i = 0; i < scores.size(); i++) {
      averaged.get(i).addi(scores.get(i)).muli(hasWindow ? 0.5f : 1);
      // not by multiplying with 0, which would preserve NaN and turn ∞ into NaN
      Tensors.fill(scores.get(i), new NDIndex("..."), 0);
    }
    hasWindow = true;
    try (NDManager scope = context().owner().newSubManager()) {
      List<NDArray> importance = normalised(fisher, scope);
      List<NDArray> score = normalised(averaged, scope);
      for (int i = 0; i < importance.size(); i++) {
        importance.get(i).addi(score.get(i));
      }
      anchors().replace(0, importance);
    }
  }

  /** Returns max(0, values), divided by the maximum over all arrays; zeros without a finite one. */
  private static List<NDArray> normalised(List<NDArray> arrays, NDManager scope) {
    double max = 0;
    for (NDArray array : arrays) {
      try (NDArray largest = array.max()) {
        max = Math.max(max, largest.getFloat());
      }
    }
    if (!(max > 0 && Double.isFinite(max))) {
      return Tensors.zerosLike(arrays, scope);
    }
    List<NDArray> copies = Tensors.copies(arrays, scope);
    for (NDArray copy : copies) {
      try (NDArray zeros = copy.zerosLike();
          NDArray positive = copy.maximum(zeros)) {
        positive.divi((float) max).copyTo(copy);
      }
    }
    return copies;
  }

  @Override
  public void save(StateWriter out) {
    super.save(out);
    out.put(fisher).put(scores).put(averaged);
    out.put(windowSteps).put(totalSteps).put(hasFisher).put(hasWindow);
  }

  @Override
  public void restore(StateReader in) {
    super.restore(in);
    in.get(fisher);
    in.get(scores);
    in.get(averaged);
    windowSteps = in.getLong();
    totalSteps = in.getLong();
    hasFisher = in.getBoolean();
    hasWindow = in.getBoolean();
  }
}
