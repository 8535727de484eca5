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
 * Any number of quadratic penalties as one: since
 *
 * <pre>
 *   Σ_k Ω_k (θ − θ_k)² = θ² ΣΩ_k − 2 θ ΣΩ_kθ_k + ΣΩ_kθ_k²
 * </pre>
 *
 * two arrays per parameter are enough for all windows, exactly.
 *
 * <pre>
 *   form=gradient   g += 2λ (θ ΣΩ − ΣΩθ*)
 *   form=proximal   after the optimizer  θ ← (θ + 2ηλ ΣΩθ*) / (1 + 2ηλ ΣΩ)
 * </pre>
 *
 * The gradient form diverges where 2ηλΩ exceeds 2; the proximal one is stable whatever λ is.
 */
final class QuadraticPenalty implements Stateful {
  /** Form in which the penalty acts. */
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
  private long refused;

  QuadraticPenalty(Part part, double lambda, MethodContext context) {
    this.lambda = lambda;
    this.form = part.choice(FORM.name(), Form.class);
    this.optimizer = context.optimizer();
    this.parameters = context.parameters();
    this.importance = Tensors.zerosLike(parameters, context.owner());
    this.weighted = Tensors.zerosLike(parameters, context.owner());
  }

  /**
   * Adds a penalty for leaving the parameters as they are now, unless its importances are too large
   * for numbers.
   *
   * @param added Ω, one array per parameter, at least 0; spent afterwards
   */
  void add(List<NDArray> added) {
    if (isRefused(added)) {
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
   * Makes one penalty of all: what they held is held from here on, with this share of its force,
   * beside what is added, unless that is too large for numbers.
   *
   * @param kept γ, in [0, 1]
   * @param added Ω, as in {@link #add}
   */
  void replace(double kept, List<NDArray> added) {
    constant = 0;
    boolean without = isRefused(added);
    for (int i = 0; i < parameters.size(); i++) {
      importance.get(i).muli((float) kept);
      if (!without) {
        importance.get(i).addi(added.get(i));
      }
      try (NDArray product = importance.get(i).mul(parameters.get(i))) {
        product.copyTo(weighted.get(i));
        constant += sum(product.muli(parameters.get(i)));
      }
    }
    any = true;
  }

  /** An importance that is no number would make parameters of its like in the next step. */
  private boolean isRefused(List<NDArray> added) {
    boolean is = !Double.isFinite(Tensors.norm(added));
    refused += is ? 1 : 0;
    return is;
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
   * {@code name.penalty} as it is now; {@code name.importance}, Σ Ω over all parameters; and {@code
   * name.windows.refused}, of which importances were too large.
   */
  void report(String name, Map<String, Double> metrics) {
    metrics.put(name + ".penalty", penalty());
    metrics.put(name + ".importance", totalImportance());
    metrics.put(name + ".windows.refused", (double) refused);
  }

  /** λ Σ_k Σ Ω_k (θ − θ_k)² as it is now; rounding may leave it slightly below its true value. */
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

  /** Σ Ω over all parameters. */
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
    out.put(any).put(refused).put(constant).put(importance).put(weighted);
  }

  @Override
  public void restore(StateReader in) {
    any = in.getBoolean();
    refused = in.getLong();
    constant = in.getDouble();
    in.get(importance);
    in.get(weighted);
  }
}
