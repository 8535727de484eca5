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
 * What the parts of a method are made with.
 *
 * @param learnerContext what was settled before the model
 * @param model what is learnt; its parameters change from step to step, the arrays stay the same
 * @param gradients gradients beside those of the step
 * @param optimizer the method's optimizer
 * @param classes which classes have been seen
 * @param policy makes a buffer policy that draws from the stream it is given
 */
public record MethodContext(
    LearnerContext learnerContext,
    Model model,
    Gradients gradients,
    Optimizer optimizer,
    SeenClasses classes,
    Function<UniformRandomProvider, BufferPolicy> policy) {

  /** The same, with another maker of buffer policies. */
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
