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
 * Riemannian walk, RWalk (Chaudhry et al., "Riemannian walk for incremental learning", ECCV 2018),
 * without the paper's memory, which is {@code er}: a parameter is important by the Fisher
 * information, and by how much it has lowered the loss for how far the answers moved.
 *
 * <pre>
 *   every Δt steps  F ← α g² + (1 − α) F                     EWC++, at first F ← g²
 *                   s ← s + ω / (½ F (θ − θ′)² + ε)          ω of the Δt steps, {@link LossTrajectory};
 *                                                            θ′ the parameters before them
 *   at window ends  S ← (S + s) / 2, at first S ← s;  s ← 0
 *                   Ω ← F / max F + max(0, S) / max S        maxima over all parameters
 *   penalty         λ Σ Ω (θ − θ*)²                          θ* and Ω of the last window end
 * </pre>
 *
 * g is the mean gradient of a step, whose square stands for the mean of squares. Steps that are
 * left over at a window end count as if there had been Δt of them, with F as it is.
 */
public final class RiemannianWalk extends TrajectoryPenalty {
  /** {@code rwalk(lambda=λ, alpha=α, every=Δt, epsilon=ε, form=…)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "rwalk",
          Kind.REGULARISER,
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
  private long steps;
  private long seen;
  private boolean measured;
  private boolean ended;

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
    // counted through: windows may be shorter than that
    if (++seen % every == 0) {
      addFisher(path().gradients());
    }
    if (++steps % every == 0) {
      addScores();
    }
  }

  private void addFisher(List<NDArray> slopes) {
    if (!Double.isFinite(Tensors.norm(slopes))) {
      return;
    }
    float share = (float) (measured ? alpha : 1);
    for (int i = 0; i < fisher.size(); i++) {
      try (NDArray square = slopes.get(i).mul(slopes.get(i))) {
        fisher.get(i).muli(1 - share).addi(square.muli(share));
      }
    }
    measured = true;
  }

  private void addScores() {
    for (int i = 0; path().isFinite() && i < scores.size(); i++) {
      try (NDArray moved = moved(i);
          NDArray way = moved.mul(fisher.get(i));
          NDArray gained = path().values().get(i).duplicate()) {
        way.muli(moved).muli(0.5f).addi((float) epsilon);
        scores.get(i).addi(gained.divi(way));
      }
    }
    beginWay();
  }

  @Override
  public void windowEnded(WindowEnd end) {
    if (steps % every != 0) {
      addScores();
    }
    steps = 0;
    for (int i = 0; i < scores.size(); i++) {
      averaged.get(i).addi(scores.get(i)).muli(ended ? 0.5f : 1);
      // 0 · ∞ would stay
      Tensors.fill(scores.get(i), new NDIndex("..."), 0);
    }
    ended = true;
    try (NDManager scope = context().owner().newSubManager()) {
      List<NDArray> importance = normalised(fisher, scope);
      List<NDArray> gained = normalised(averaged, scope);
      for (int i = 0; i < importance.size(); i++) {
        importance.get(i).addi(gained.get(i));
      }
      anchors().replace(0, importance);
    }
  }

  /** What is positive in units of its maximum over all arrays; zeros where there is none. */
  private static List<NDArray> normalised(List<NDArray> arrays, NDManager scope) {
    double most = 0;
    for (NDArray array : arrays) {
      try (NDArray max = array.max()) {
        most = Math.max(most, max.getFloat());
      }
    }
    if (!(most > 0 && Double.isFinite(most))) {
      return Tensors.zerosLike(arrays, scope);
    }
    List<NDArray> copies = Tensors.copies(arrays, scope);
    for (NDArray copy : copies) {
      try (NDArray none = copy.zerosLike();
          NDArray positive = copy.maximum(none)) {
        positive.divi((float) most).copyTo(copy);
      }
    }
    return copies;
  }

  @Override
  public void save(StateWriter out) {
    super.save(out);
    out.put(fisher).put(scores).put(averaged);
    out.put(steps).put(seen).put(measured).put(ended);
  }

  @Override
  public void restore(StateReader in) {
    super.restore(in);
    in.get(fisher);
    in.get(scores);
    in.get(averaged);
    steps = in.getLong();
    seen = in.getLong();
    measured = in.getBoolean();
    ended = in.getBoolean();
  }
}
