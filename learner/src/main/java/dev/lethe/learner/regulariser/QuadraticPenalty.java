package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.List;
import java.util.Map;

/**
 * Sum of any number of quadratic penalties. Since
 *
 * <pre>
 *   Σ_k Ω_k (θ − θ_k)² = θ² ΣΩ_k − 2 θ ΣΩ_kθ_k + ΣΩ_kθ_k²
 * </pre>
 *
 * two arrays per parameter represent the penalties of all windows exactly.
 *
 * <pre>
 *   form=gradient   g += 2λ (θ ΣΩ − ΣΩθ*)
 *   form=proximal   after the optimizer  θ ← (θ + 2ηλ ΣΩθ*) / (1 + 2ηλ ΣΩ)
 * </pre>
 *
 * The gradient form diverges if 2ηλΩ exceeds 2; the proximal form is stable for every λ.
 */
final class QuadraticPenalty implements Stateful {
  /** Form of the penalty. */
  static final Key FORM = Key.choice("form", Form.PROXIMAL);

  private enum Form {
    PROXIMAL,
    GRADIENT
  }

  private final double lambda;
  private final Form form;
  private final Optimizer optimizer;
  private final List<NDArray> parameters;
  private final List<NDArray> importance;
  private final List<NDArray> weighted;
  private double constant;
  private boolean any;
  private long rejected;

  QuadraticPenalty(Part part, double lambda, MethodContext context) {
    this.lambda = lambda;
    this.form = part.choice(FORM.name(), Form.class);
    this.optimizer = context.optimizer();
    this.parameters = context.parameters();
    this.importance = Tensors.zerosLike(parameters, context.owner());
    this.weighted = Tensors.zerosLike(parameters, context.owner());
  }

  /**
   * Adds a penalty anchored at the current parameters. Rejects importances that are not finite.
   *
   * @param added Ω, one array per parameter, at least 0; overwritten
   */
  void add(List<NDArray> added) {
    if (rejects(added)) {
      return;
    }
    for (int i = 0; i < parameters.size(); i++) {
      importance.get(i).addi(added.get(i));
      NDArray product = added.get(i).muli(parameters.get(i));
      weighted.get(i).addi(product);
      constant += sum(product.muli(parameters.get(i)));
    }
    any = true;
  }

  /**
   * Replaces all penalties by one that is anchored at the current parameters, with the importances
   * γ · (sum of all Ω so far) + the added Ω. Rejects added importances that are not finite.
   *
   * @param gamma γ, in [0, 1]
   * @param added Ω, as in {@link #add}
   */
  void replace(double gamma, List<NDArray> added) {
    constant = 0;
    boolean rejectsAdded = rejects(added);
    for (int i = 0; i < parameters.size(); i++) {
      importance.get(i).muli((float) gamma);
      if (!rejectsAdded) {
        importance.get(i).addi(added.get(i));
      }
      try (NDArray product = importance.get(i).mul(parameters.get(i))) {
        product.copyTo(weighted.get(i));
        constant += sum(product.muli(parameters.get(i)));
      }
    }
    any = true;
  }

  /**
   * Returns true, and counts the window, if importances are not finite: they would make the
   * parameters non-finite in the next step.
   */
  private boolean rejects(List<NDArray> added) {
    boolean finite = Double.isFinite(Tensors.norm(added));
    rejected += finite ? 0 : 1;
    return !finite;
  }

  void addGradient(Step step) {
    if (form != Form.GRADIENT || !any) {
      return;
    }
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray pull = parameters.get(i).mul(importance.get(i))) {
        step.gradients().get(i).addi(pull.subi(weighted.get(i)).muli((float) (2 * lambda)));
      }
    }
  }

  void updated() {
    if (form != Form.PROXIMAL || !any) {
      return;
    }
    float force = (float) (2 * lambda * optimizer.rate());
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray pull = weighted.get(i).mul(force);
          NDArray denominator = importance.get(i).mul(force)) {
        parameters.get(i).addi(pull).divi(denominator.addi(1f));
      }
    }
  }

  /**
   * Reports {@code <name>.penalty}, the current penalty, {@code <name>.importance}, Σ Ω over all
   * parameters, and {@code <name>.windows.refused}, the number of windows whose importances were
   * not finite.
   */
  void report(String name, Map<String, Double> metrics) {
    metrics.put(name + ".penalty", penalty());
    metrics.put(name + ".importance", totalImportance());
    metrics.put(name + ".windows.refused", (double) rejected);
  }

  /** Returns the current λ Σ_k Σ Ω_k (θ − θ_k)², up to rounding. */
  double penalty() {
    double sum = constant;
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray square = parameters.get(i).mul(importance.get(i));
          NDArray cross = weighted.get(i).mul(2f)) {
        sum += sum(square.subi(cross).muli(parameters.get(i)));
      }
    }
    return Math.max(0, lambda * sum);
  }

  /** Returns Σ Ω over all parameters. */
  double totalImportance() {
    return importance.stream().mapToDouble(QuadraticPenalty::sum).sum();
  }

  private static double sum(NDArray array) {
    try (NDArray sum = array.sum()) {
      return sum.getFloat();
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put(any).put(rejected).put(constant).put(importance).put(weighted);
  }

  @Override
  public void restore(StateReader in) {
    any = in.getBoolean();
    rejected = in.getLong();
    constant = in.getDouble();
    in.get(importance);
    in.get(weighted);
  }
}
