package dev.lethe.learner;

import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Torch;
import dev.lethe.learner.method.Method;
import dev.lethe.learner.model.Gradients;
import dev.lethe.learner.model.Model;
import dev.lethe.learner.model.ModelContext;
import dev.lethe.learner.model.Predictor;
import dev.lethe.learner.optimizer.OptimizerContext;
import dev.lethe.learner.part.Blueprint;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.SeenClasses;
import dev.lethe.learner.part.Training;
import dev.lethe.learner.part.Workshop;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Map;

/**
 * What a specification asks for, put together: the model, the method around it, and the two things
 * that are done with them, a learning step and a prediction. It owns their native memory.
 */
final class Assembly implements Stateful, AutoCloseable {
  private final NDManager manager = Torch.open();
  private final RandomStreams random;
  private final Head head;
  private final Model model;
  private final Method method;
  private final SeenClasses classes = new SeenClasses();
  private final ModelHealth modelHealth;
  private final LearningStep learningStep;
  private final Predictor predictor;

  Assembly(LearnerSpec spec, RandomStreams random) {
    this.random = random;
    Blueprint blueprint =
        new Blueprint(spec.features(), spec.classes(), spec.batchSize(), random, manager);
    this.head = spec.method().head(blueprint);
    this.model =
        spec.model().make(new ModelContext(blueprint, spec.method().activation(blueprint), head));
    Workshop workshop =
        new Workshop(
            blueprint,
            model,
            new Gradients(model),
            spec.method().optimizer(new OptimizerContext(model.parameters(), random, manager)),
            classes,
            spec.method()::bufferPolicy);
    this.method = spec.method().make(workshop);
    this.modelHealth = new ModelHealth(model, manager);
    this.learningStep = new LearningStep(spec, model, head, method, classes, modelHealth, manager);
    this.predictor =
        new Predictor(model, head, classes, method::answering, spec.features(), manager);
  }

  LearningStep learningStep() {
    return learningStep;
  }

  Predictor predictor() {
    return predictor;
  }

  Method method() {
    return method;
  }

  /**
   * Learning beside the stream.
   *
   * @param number of learning steps completed
   */
  Training training(long number, int window) {
    return new StepsApart(learningStep, model, method.optimizer(), random, number, window);
  }

  /** Adds how the method's parts and the model are, by name. */
  void report(Map<String, Double> figures) {
    method.report(figures);
    modelHealth.report(figures);
  }

  @Override
  public void save(StateWriter out) {
    out.put("model", model).put("head", head).put("method", method).put("classes", classes);
  }

  @Override
  public void restore(StateReader in) {
    in.get("model", model);
    in.get("head", head);
    in.get("method", method);
    in.get("classes", classes);
  }

  @Override
  public void close() {
    manager.close();
  }
}
