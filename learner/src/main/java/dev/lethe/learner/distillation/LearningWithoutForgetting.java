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
 * Learning without forgetting, LwF (Li and Hoiem, 2016). Distils the model at the last window end
 * into the current model, on the fresh rows.
 *
 * <pre>
 *   L += w · mean over rows of Σ_c −q_c log p_c
 *
 *   q = softmax(z_old/T) over the classes K seen at the window end, 0 for other classes
 *   p = softmax(z/T)     among=known: over K
 *                        among=seen: over all classes seen so far, which also separates old inputs
 *                        from new classes
 *   w = α                weight=fixed
 *       α · (n − 1)      weight=windows, in the n-th window: n times the loss of van de Ven and
 *                        Tolias ("Three scenarios for continual learning", 2019), which weights
 *                        both losses with 1/n and 1 − 1/n; set α = T²
 * </pre>
 *
 * The loss is 0 in the first window. It has no factor T²; include it in α if needed.
 */
public final class LearningWithoutForgetting implements Distillation {
  /** {@code lwf(alpha=α, temperature=T, among=known|seen, weight=fixed|windows)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "lwf",
          Kind.DISTILLATION,
          "Pulls predictions towards those of the model at the last window end.",
          "Li and Hoiem, Learning without forgetting, 2016",
          List.of(
              new Key("alpha", new Domain.Real(0, true, 1000, true), "1"),
              new Key("temperature", new Domain.Real(0, false, 100, true), "2"),
              Key.choice("among", Among.KNOWN),
              Key.choice("weight", Weight.FIXED)));

  private enum Among {
    KNOWN,
    SEEN
  }

  private enum Weight {
    FIXED,
    WINDOWS
  }

  private final double alpha;
  private final double temperature;
  private final List<NDArray> live;
  private final List<NDArray> old;
  private final SeenClasses classes;
  private final Among among;
  private final Weight weight;
  private BitSet known = new BitSet();
  private int windows;
  private double totalLoss;

  /** Creates the part from a parsed {@link #DEFINITION}. */
  public LearningWithoutForgetting(Part part, MethodContext context) {
    this.alpha = part.real("alpha");
    this.temperature = part.real("temperature");
    this.among = part.choice("among", Among.class);
    this.weight = part.choice("weight", Weight.class);
    this.live = context.parameters();
    this.old = Tensors.copies(live, context.owner());
    this.classes = context.classes();
  }

  @Override
  public void objective(Step step, Objective objective) {
    if (known.cardinality() < 2) {
      return;
    }
    float[] targets = step.model().trainingForward(step.inputs(), old).logits().toFloatArray();
    int count = step.model().classes();
    double each = weight() / step.fresh();
    BitSet candidates = candidates();
    double sum = 0;
    for (int row = 0; row < step.fresh(); row++) {
      int from = row * count;
      double[] q = Softmax.of(c -> targets[from + c], known, count, temperature);
      int at = row;
      double[] p = Softmax.of(c -> step.logits().value(at, c), candidates, count, temperature);
      for (int c = candidates.nextSetBit(0); c >= 0; c = candidates.nextSetBit(c + 1)) {
        sum -= q[c] == 0 ? 0 : each * q[c] * Softmax.log(p[c]);
        // gradient of the cross-entropy between two softmaxes
        objective.addGradient(row, c, each * (p[c] - q[c]) / temperature);
      }
    }
    objective.add("lwf", sum);
    totalLoss += objective.isFinite() ? sum : 0;
  }

  private double weight() {
    return switch (weight) {
      case FIXED -> alpha;
      case WINDOWS -> alpha * windows;
    };
  }

  /** Returns the classes over which p is a distribution. */
  private BitSet candidates() {
    return switch (among) {
      case KNOWN -> known;
      case SEEN -> classes.seen();
    };
  }

  @Override
  public void windowEnded(WindowEnd end) {
    Tensors.copy(live, old);
    known = (BitSet) classes.seen().clone();
    windows++;
  }

  /** Reports {@code lwf.loss}, the distillation loss summed over all steps, nats. */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("lwf.loss", totalLoss);
  }

  @Override
  public void save(StateWriter out) {
    long[] words = known.toLongArray();
    out.put(words, words.length).put(windows).put(totalLoss).put(old);
  }

  @Override
  public void restore(StateReader in) {
    known = BitSet.valueOf(in.getLongs());
    windows = in.getInt();
    totalLoss = in.getDouble();
    in.get(old);
  }
}
