package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * Reverse-mode differentiation on the current thread, for as long as it is open.
 *
 * <p>Parameters themselves never ask for a gradient. Each step differentiates with respect to
 * <em>leaves</em>: arrays that share the parameters' memory and belong to the step. So nothing has
 * to be zeroed between steps, a gradient goes when its step goes, parameters can be updated in
 * place, and a forward pass on the parameters (a prediction, an evaluation) records nothing.
 *
 * <p>Not DJL's {@code GradientCollector}, of which a process can have only one open at a time.
 */
public final class Autograd implements AutoCloseable {
  private final boolean before;

  private Autograd(boolean before) {
    this.before = before;
  }

  /** Records operations of this thread on leaves until closed, by the same thread. */
  public static Autograd record() {
    Autograd autograd = new Autograd(JniUtils.isGradMode());
    JniUtils.setGradMode(true);
    return autograd;
  }

  /**
   * Stand-ins for parameters, to be given to the forward pass in their place.
   *
   * @param scope the manager of the step, which will own them and their gradients
   */
  public List<NDArray> leaves(List<NDArray> parameters, NDManager scope) {
    return parameters.stream().map(parameter -> leaf(parameter, scope)).toList();
  }

  private static NDArray leaf(NDArray parameter, NDManager scope) {
    NDArray leaf = parameter.stopGradient();
    leaf.attach(scope);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  /**
   * The gradients of a loss L with respect to the leaves, from its slope by an output of the model
   * that was computed from them; the recording is spent.
   *
   * @param slope ∂L/∂output, of the output's shape
   * @return one array per leaf, of its shape, owned by the leaf's manager
   */
  public List<NDArray> gradients(NDArray output, NDArray slope, List<NDArray> leaves) {
    JniUtils.backward((PtNDArray) output, (PtNDArray) slope, false, false);
    return leaves.stream().map(NDArray::getGradient).toList();
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
  }
}
