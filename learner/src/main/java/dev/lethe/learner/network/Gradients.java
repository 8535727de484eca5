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

/**
 * Computes gradients and logits in addition to those of the learning step, for example on
 * remembered rows or on single examples.
 */
public final class Gradients {
  /** Function of the logits of some rows, defined by its gradient. */
  @FunctionalInterface
  public interface LogitGradient {
    /**
     * Writes the gradient with respect to the logits.
     *
     * @param gradients output, {@code [rows, classes]} in row-major order, initially 0
     */
    void write(Logits logits, float[] gradients);
  }

  private final Model model;
  private final IntFunction<BitSet> trainedClasses;

  /**
   * @param trainedClasses classes in the softmax of a window's rows during training, by window;
   *     null for all
   */
  public Gradients(Model model, IntFunction<BitSet> trainedClasses) {
    this.model = model;
    this.trainedClasses = trainedClasses;
  }

  /** Returns the classes in the softmax of a row during training, or null for all. */
  public BitSet trainedClasses(RowBatch rows, int row) {
    return trainedClasses.apply(rows.window(row));
  }

  /**
   * Returns the gradient of the mean cross-entropy of some rows at the model's parameters. The
   * softmax of each row is over its {@link #trainedClasses}.
   *
   * @param scope owner of the result
   * @return one array per parameter
   */
  public List<NDArray> ofLoss(RowBatch rows, NDManager scope) {
    return of(
        rows,
        (logits, gradients) -> {
          for (int row = 0; row < rows.rows(); row++) {
            double weight = 1.0 / rows.rows();
            BitSet candidates = trainedClasses(rows, row);
            logits.addLossGradient(row, rows.label(row), weight, candidates, gradients);
          }
        },
        scope);
  }

  /**
   * Returns the gradient of a function of the logits at the model's parameters.
   *
   * @param scope owner of the result
   * @return one array per parameter
   */
  public List<NDArray> of(RowBatch rows, LogitGradient function, NDManager scope) {
    FloatRows gradients = new FloatRows(rows.rows(), model.classes());
    try (Autograd autograd = Autograd.record()) {
      List<NDArray> leaves = autograd.leaves(model.parameters(), scope);
      NDArray logits = model.forward(rows.features(scope), leaves).logits();
      Arrays.fill(gradients.values(), 0);
      function.write(Logits.read(logits, model.classes()), gradients.values());
      return autograd.gradients(logits, gradients.array(scope, rows.rows()), leaves);
    }
  }

  /**
   * Returns the logits of some rows under given parameters.
   *
   * @param parameters parameters to use in place of the model's
   */
  public Logits logits(RowBatch rows, List<NDArray> parameters, NDManager scope) {
    return Logits.read(model.forward(rows.features(scope), parameters).logits(), model.classes());
  }
}
