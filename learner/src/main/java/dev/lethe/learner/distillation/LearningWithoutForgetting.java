package dev.lethe.learner.distillation;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Distillation;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.SeenClasses;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Learning without forgetting, LwF (Li and Hoiem, 2016): on the fresh rows the model is to keep the
 * answers of the model at the last window end.
 *
 * <pre>
 *   L += w · mean over rows of Σ_c −q_c log p_c
 *
 *   q = softmax(z_old/T) between the classes K known at the window end, 0 for others
 *   p = softmax(z/T)     among=known: between K;  among=seen: between all classes seen by now, so
 *                        that old inputs are to be told from new classes too
 *   w = α                weight=fixed
 *       α · windows ended  weight=windows, which is 1/n and 1 − 1/n for two losses whose sum is
 *                        taken n times (van de Ven and Tolias, "Three scenarios for continual
 *                        learning", 2019, with α = T²)
 * </pre>
 *
 * Nothing in the first window. There is no factor T² but for what α has of it.
 */
public final class LearningWithoutForgetting implements Distillation {
  /** {@code lwf(alpha=α, temperature=T, among=known|seen, weight=fixed|windows)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "lwf",
          Kind.DISTILLATION.words(),
          List.of(
              new Key("alpha", new Domain.Real(0, true, 1000, true), "1"),
              new Key("temperature", new Domain.Real(0, false, 100, true), "2"),
              new Key("among", new Domain.Choice(List.of("known", "seen")), "known"),
              new Key("weight", new Domain.Choice(List.of("fixed", "windows")), "fixed")));

  private final double alpha;
  private final double temperature;
  private final List<NDArray> live;
  private final List<NDArray> old;
  private final SeenClasses classes;
  private final boolean amongSeen;
  private final boolean grows;
  private BitSet known = new BitSet();
  private int windows;
  private double kept;

  public LearningWithoutForgetting(Part part, MethodContext context) {
    this.alpha = part.real("alpha");
    this.temperature = part.real("temperature");
    this.amongSeen = part.text("among").equals("seen");
    this.grows = part.text("weight").equals("windows");
    this.live = context.parameters();
    this.old = Tensors.copies(live, context.owner());
    this.classes = context.classes();
  }

  @Override
  public void objective(Step step, Objective objective) {
    if (known.cardinality() < 2) {
      return;
    }
    float[] targets = step.model().forwardToLearn(step.inputs(), old).logits().toFloatArray();
    int count = step.model().classes();
    double weight = alpha * (grows ? windows : 1) / step.fresh();
    BitSet among = amongSeen ? classes.seen() : known;
    double sum = 0;
    for (int row = 0; row < step.fresh(); row++) {
      int from = row * count;
      double[] q = Softmax.of(c -> targets[from + c], known, count, temperature);
      int at = row;
      double[] p = Softmax.of(c -> step.logits().value(at, c), among, count, temperature);
      for (int c = among.nextSetBit(0); c >= 0; c = among.nextSetBit(c + 1)) {
        sum -= q[c] == 0 ? 0 : weight * q[c] * Softmax.log(p[c]);
        // ∂/∂z of the cross-entropy between two softmaxes
        objective.addSlope(row, c, weight * (p[c] - q[c]) / temperature);
      }
    }
    objective.add("lwf", sum);
    kept += objective.isFinite() ? sum : 0;
  }

  @Override
  public void windowEnded(WindowEnd end) {
    Tensors.copy(live, old);
    known = (BitSet) classes.seen().clone();
    windows++;
  }

  /** {@code lwf.loss}: its loss, summed over all steps. */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("lwf.loss", kept);
  }

  @Override
  public void save(StateWriter out) {
    long[] words = known.toLongArray();
    out.put(words, words.length).put(windows).put(kept).put(old);
  }

  @Override
  public void restore(StateReader in) {
    known = BitSet.valueOf(in.getLongs());
    windows = in.getInt();
    kept = in.getDouble();
    in.get(old);
  }
}
