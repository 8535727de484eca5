package dev.lethe.learner.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.network.Gradients;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.random.RandomStreams;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Objects available to the constructor of a method's part.
 *
 * @param learnerContext dimensions and resources of the learner
 * @param model model to train; steps change the elements of its parameters and never replace an
 *     array
 * @param gradients gradients in addition to those of the step
 * @param optimizer optimizer of the method
 * @param classes classes seen so far
 * @param policy factory of buffer policies that draw from the given random stream
 */
public record MethodContext(
    LearnerContext learnerContext,
    Model model,
    Gradients gradients,
    Optimizer optimizer,
    SeenClasses classes,
    Function<UniformRandomProvider, BufferPolicy> policy) {

  /** Returns this context with another factory of buffer policies. */
  public MethodContext withPolicy(Function<UniformRandomProvider, BufferPolicy> other) {
    return new MethodContext(learnerContext, model, gradients, optimizer, classes, other);
  }

  public List<NDArray> parameters() {
    return model.parameters();
  }

  public NDManager owner() {
    return learnerContext.owner();
  }

  public RandomStreams random() {
    return learnerContext.random();
  }

  public int features() {
    return learnerContext.features();
  }

  public int classCount() {
    return learnerContext.classes();
  }

  public int batchSize() {
    return learnerContext.batchSize();
  }
}
