package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * Reverse-mode differentiation on the current thread while this object is open.
 *
 * <p>Parameters do not require gradients. Each step differentiates with respect to <em>leaves</em>:
 * arrays that share the memory of the parameters and belong to the step. Gradients are freed with
 * their step and need no zeroing. Parameters can be updated in place. A forward pass on the
 * parameters themselves, such as a prediction, records nothing.
 *
 * <p>This class replaces DJL's {@code GradientCollector}, which can be open only once per process.
 */
public final class Autograd implements AutoCloseable {
  private final boolean previousMode;

  private Autograd(boolean previousMode) {
    this.previousMode = previousMode;
  }

  /**
   * Records this thread's operations on leaves until the returned object is closed. The same thread
   * must close it.
   */
  public static Autograd record() {
    Autograd autograd = new Autograd(JniUtils.isGradMode());
    JniUtils.setGradMode(true);
    return autograd;
  }

  /**
   * Creates leaves of parameters. Pass them to the forward pass in place of the parameters.
   *
   * @param parameters parameters to differentiate by
   * @param scope manager of the step; owns the leaves and their gradients
   * @return one leaf per parameter, sharing its memory
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
   * Computes the gradients of a loss L with respect to the leaves, and frees the recorded graph.
   *
   * @param output output of the model, computed from the leaves
   * @param outputGradient ∂L/∂output, of the output's shape
   * @param leaves leaves to differentiate by
   * @return one gradient per leaf, of its shape, owned by the leaf's manager
   */
  public List<NDArray> gradients(NDArray output, NDArray outputGradient, List<NDArray> leaves) {
    JniUtils.backward((PtNDArray) output, (PtNDArray) outputGradient, false, false);
    return leaves.stream().map(NDArray::getGradient).toList();
  }

  @Override
  public void close() {
    JniUtils.setGradMode(previousMode);
  }
}
