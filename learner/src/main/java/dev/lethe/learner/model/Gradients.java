package dev.lethe.learner.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.engine.FloatRows;
import dev.lethe.learner.engine.RowBatch;
import java.util.Arrays;
import java.util.List;

/** Gradients of a model beside those of its step: of reference rows, of single examples. */
public final class Gradients {
  /** A function of the logits of some rows, by its slope. */
  @FunctionalInterface
  public interface Slope {
    /**
     * Writes the slope.
     *
     * @param slopes {@code [rows, classes]} in row-major order, all 0
     */
    void write(Logits answers, float[] slopes);
  }

  private final Model model;

  public Gradients(Model model) {
    this.model = model;
  }

  /**
   * The gradient of the mean cross-entropy of some rows at the model's own parameters.
   *
   * @param scope owns the result
   * @return one array per parameter
   */
  public List<NDArray> ofLoss(RowBatch rows, NDManager scope) {
    return of(
        rows,
        (answers, slopes) -> {
          for (int row = 0; row < rows.rows(); row++) {
            answers.addLossSlope(row, rows.label(row), 1.0 / rows.rows(), slopes);
          }
        },
        scope);
  }

  /** The gradient of any function of the logits. */
  public List<NDArray> of(RowBatch rows, Slope slope, NDManager scope) {
    FloatRows slopes = new FloatRows(rows.rows(), model.classes());
    try (Autograd autograd = Autograd.record()) {
      List<NDArray> leaves = autograd.leaves(model.parameters(), scope);
      NDArray logits = model.forward(rows.features(scope), leaves).logits();
      Arrays.fill(slopes.values(), 0);
      slope.write(Logits.read(logits, model.classes()), slopes.values());
      return autograd.gradients(logits, slopes.array(scope, rows.rows()), leaves);
    }
  }

  /**
   * What a model with given parameters says of some rows.
   *
   * @param parameters stand-ins for the model's
   */
  public Logits answers(RowBatch rows, List<NDArray> parameters, NDManager scope) {
    return Logits.read(model.forward(rows.features(scope), parameters).logits(), model.classes());
  }
}
