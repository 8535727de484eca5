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
 * One learning step as its parts see it. What has not been computed yet, is null.
 *
 * <p>Rows {@code 0 … fresh-1} are fresh, those after them replayed.
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
  private Logits answers;
  private List<NDArray> gradients;
  private UnitOutputs[] outputs;
  private boolean measured;

  /**
   * @param number 1 for the first of the run
   * @param fresh rows that are in the batch
   * @param scope the manager of the step
   */
  public Step(long number, int window, int fresh, Model model, RowBatch batch, NDManager scope) {
    this.number = number;
    this.window = window;
    this.fresh = fresh;
    this.model = model;
    this.batch = batch;
    this.scope = scope;
  }

  /** Takes the forward pass on all rows. */
  public void forward(NDArray newInputs, Forward newForward, Logits newAnswers) {
    this.inputs = newInputs;
    this.forward = newForward;
    this.answers = newAnswers;
    this.outputs = new UnitOutputs[newForward.hidden().size()];
  }

  /** Takes note that figures will be reported of this step. */
  public void measure() {
    this.measured = true;
  }

  /** Takes the gradient of the objective, one array per parameter. */
  public void gradients(List<NDArray> newGradients) {
    this.gradients = newGradients;
  }

  /** 1 for the first of the run. */
  public long number() {
    return number;
  }

  /** Number of the window that is being learnt. */
  public int window() {
    return window;
  }

  /** How many rows are fresh. */
  public int fresh() {
    return fresh;
  }

  public Model model() {
    return model;
  }

  /** The parameters: those before the update until {@link MethodPart#updated}. */
  public List<NDArray> parameters() {
    return model.parameters();
  }

  public RowBatch batch() {
    return batch;
  }

  /** The manager that owns arrays of this step only. */
  public NDManager scope() {
    return scope;
  }

  /** The features of all rows, float32 {@code [rows, features]}. */
  public NDArray inputs() {
    return inputs;
  }

  /** The forward pass on all rows, before the update. */
  public Forward forward() {
    return forward;
  }

  /**
   * What the units of a hidden layer gave on all rows, before the update, on the Java side. Read
   * from the engine when it is first asked for.
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

  /** Whether figures will be reported of this step, as they will of the last one of a window. */
  public boolean isMeasured() {
    return measured;
  }

  /** The trained logits of all rows, before the update. */
  public Logits logits() {
    return answers;
  }

  /** The gradient, one array per parameter, to be changed in place by those whose turn it is. */
  public List<NDArray> gradients() {
    return gradients;
  }
}
