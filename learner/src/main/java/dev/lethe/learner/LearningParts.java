package dev.lethe.learner;

import dev.lethe.learner.method.Method;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import dev.lethe.learner.network.Gradients;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.optimizer.OptimizerContext;
import dev.lethe.learner.part.Blueprint;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.ModelContext;
import dev.lethe.learner.part.SeenClasses;
import dev.lethe.learner.part.Workshop;

/** A model and the parts of a method, put together; the blueprint's owner owns their memory. */
record LearningParts(Blueprint blueprint, Model model, SeenClasses classes, Method method) {
  /**
   * @param method must be complete
   * @throws IllegalArgumentException if the model does not fit the examples, or the method the
   *     model; the blueprint's owner is closed then
   */
  static LearningParts of(MethodExpression method, ModelSpec spec, Blueprint blueprint) {
    try {
      return make(method, spec, blueprint);
    } catch (RuntimeException | Error refused) {
      blueprint.owner().close();
      throw refused;
    }
  }

  private static LearningParts make(MethodExpression method, ModelSpec spec, Blueprint blueprint) {
    Head head = method.head(blueprint);
    Model model = spec.make(new ModelContext(blueprint, method.activation(blueprint), head));
    var classes = new SeenClasses();
    Workshop workshop =
        new Workshop(
            blueprint,
            model,
            new Gradients(model, window -> head.trained(classes, window)),
            method.optimizer(
                new OptimizerContext(model.parameters(), blueprint.random(), blueprint.owner())),
            classes,
            method::bufferPolicy);
    return new LearningParts(blueprint, model, classes, method.make(workshop, head));
  }
}
