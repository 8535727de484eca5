package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.health.UnitOutputs;
import dev.lethe.learner.network.Forward;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.network.Model;
import java.util.List;

/**
 * State of one learning step. Values are null until they have been computed.
 *
 * <p>Rows {@code 0 … fresh-1} of the batch are fresh, the others replayed.
 */
public final class Step {
  private final long number;
  private final int window;
  private final int fresh;
  private final Model model;
  private final RowBatch batch;
  private final NDManager scope;
  private NDArray inputs;
  private Forward forward;
  private Logits logits;
  private List<NDArray> gradients;
  private UnitOutputs[] outputs;
  private boolean measured;

  /**
   * @param number number of the step, 1 for the first of the run
   * @param window number of the current window
   * @param fresh number of fresh rows, which are already in the batch
   * @param scope manager of the step
   */
  public Step(long number, int window, int fresh, Model model, RowBatch batch, NDManager scope) {
    this.number = number;
    this.window = window;
    this.fresh = fresh;
    this.model = model;
    this.batch = batch;
    this.scope = scope;
  }

  /** Sets the forward pass on all rows. */
  public void setForward(NDArray newInputs, Forward newForward, Logits newLogits) {
    this.inputs = newInputs;
    this.forward = newForward;
    this.logits = newLogits;
    this.outputs = new UnitOutputs[newForward.hidden().size()];
  }

  /** Marks this step as one that ends in a health report. */
  public void markMeasured() {
    this.measured = true;
  }

  /** Sets the gradient of the objective, one array per parameter. */
  public void setGradients(List<NDArray> newGradients) {
    this.gradients = newGradients;
  }

  /** Returns the number of the step, 1 for the first of the run. */
  public long number() {
    return number;
  }

  /** Returns the number of the current window. */
  public int window() {
    return window;
  }

  /** Returns the number of fresh rows. */
  public int fresh() {
    return fresh;
  }

  public Model model() {
    return model;
  }

  /** Returns the parameters; they are updated just before {@link MethodPart#updated}. */
  public List<NDArray> parameters() {
    return model.parameters();
  }

  public RowBatch batch() {
    return batch;
  }

  /** Returns the manager of this step, which closes its arrays at the end of the step. */
  public NDManager scope() {
    return scope;
  }

  /** Returns the features of all rows, float32 {@code [rows, features]}. */
  public NDArray inputs() {
    return inputs;
  }

  /** Returns the forward pass on all rows, before the update. */
  public Forward forward() {
    return forward;
  }

  /**
   * Returns the outputs of a hidden layer on all rows, before the update, on the Java heap. The
   * first call for a layer copies them from the engine.
   *
   * @param layer index in {@link Model#hiddenLayers}
   */
  public UnitOutputs outputs(int layer) {
    if (outputs[layer] == null) {
      outputs[layer] =
          model.hiddenLayers().get(layer).outputs(forward.hidden().get(layer), batch.rows());
    }
    return outputs[layer];
  }

  /** Returns true if this step ends in a health report, as the last step of a window does. */
  public boolean isMeasured() {
    return measured;
  }

  /** Returns the trained logits of all rows, before the update. */
  public Logits logits() {
    return logits;
  }

  /** Returns the gradient, one array per parameter; regularisers and projections change it. */
  public List<NDArray> gradients() {
    return gradients;
  }
}
