package dev.lethe.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Autograd;
import dev.lethe.learner.engine.FloatRows;
import dev.lethe.learner.engine.RowBatch;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

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
  private final IntFunction<BitSet> trained;

  /**
   * @param trained the classes between which the rows of a window are trained to choose, or null
   *     for all
   */
  public Gradients(Model model, IntFunction<BitSet> trained) {
    this.model = model;
    this.trained = trained;
  }

  /** The classes between which a row is trained to choose, by its window; null for all. */
  public BitSet among(RowBatch rows, int row) {
    return trained.apply(rows.window(row));
  }

  /**
   * The gradient of the mean cross-entropy of some rows at the model's own parameters, each of
   * which chooses between the classes that it is trained to choose between.
   *
   * @param scope owns the result
   * @return one array per parameter
   */
  public List<NDArray> ofLoss(RowBatch rows, NDManager scope) {
    return of(
        rows,
        (answers, slopes) -> {
          for (int row = 0; row < rows.rows(); row++) {
            double weight = 1.0 / rows.rows();
            answers.addLossSlope(row, rows.label(row), weight, among(rows, row), slopes);
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
