package dev.lethe.learner;

import dev.lethe.learner.method.Method;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.network.Gradients;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.optimizer.OptimizerContext;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.ModelContext;
import dev.lethe.learner.part.SeenClasses;

/** Model and method of a learner, created together. The context's manager owns their memory. */
record LearningParts(
    LearnerContext learnerContext, Model model, SeenClasses classes, Method method) {
  /**
   * Creates a model and the parts of its method.
   *
   * @param method complete method
   * @throws IllegalArgumentException if the model does not fit the examples, or the method does not
   *     fit the model; closes the context's manager
   */
  static LearningParts of(MethodExpression method, ModelSpec spec, LearnerContext learnerContext) {
    try {
      return create(method, spec, learnerContext);
    } catch (RuntimeException | Error refused) {
      learnerContext.owner().close();
      throw refused;
    }
  }

  private static LearningParts create(
      MethodExpression method, ModelSpec spec, LearnerContext learnerContext) {
    Head head = method.head(learnerContext);
    Model model =
        spec.create(new ModelContext(learnerContext, method.activation(learnerContext), head));
    var classes = new SeenClasses();
    MethodContext context =
        new MethodContext(
            learnerContext,
            model,
            new Gradients(model, window -> head.trainedClasses(classes, window)),
            method.optimizer(
                new OptimizerContext(
                    model.parameters(), learnerContext.random(), learnerContext.owner())),
            classes,
            method::bufferPolicy);
    return new LearningParts(learnerContext, model, classes, method.create(context, head));
  }
}
