package dev.lethe.learner;

import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.evaluation.Predictor;
import dev.lethe.learner.method.Method;
import dev.lethe.learner.method.MethodAdoption;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.Training;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateBytes;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Map;

/**
 * Model and method of a specification, with the learning step and the predictor that use them. Owns
 * their native memory.
 */
final class Assembly implements Stateful, AutoCloseable {
  private final NDManager manager = TorchEngine.newManager();
  private final RandomStreams random;
  private final LearningParts parts;
  private final ModelHealth modelHealth;
  private final LearningStep learningStep;
  private final Predictor predictor;

  Assembly(LearnerSpec spec, RandomStreams random) {
    this.random = random;
    this.parts =
        LearningParts.of(
            spec.method(),
            spec.model(),
            new LearnerContext(spec.features(), spec.classes(), spec.batchSize(), random, manager));
    this.modelHealth = new ModelHealth(parts.model(), manager);
    this.learningStep = new LearningStep(parts, modelHealth, spec.guard().clip());
    this.predictor =
        new Predictor(
            parts.model(),
            method().head(),
            parts.classes(),
            method()::predictionParameters,
            spec.features(),
            manager);
  }

  LearningStep learningStep() {
    return learningStep;
  }

  Predictor predictor() {
    return predictor;
  }

  Method method() {
    return parts.method();
  }

  /**
   * Returns offline training for a window end.
   *
   * @param step learning steps completed
   * @param window number of the window
   */
  Training training(long step, int window) {
    return new OfflineTraining(
        learningStep, parts.model(), method().optimizer(), random, step, window);
  }

  /**
   * Takes over the model and the parts that another assembly has as well.
   *
   * @param from specification of the other one
   * @param to specification of this one
   */
  Adoption adopt(Assembly other, LearnerSpec from, LearnerSpec to) {
    var parts = new MethodAdoption(from.method(), other.method(), to.method(), method());
    StateBytes.copy(other.parts.model(), this.parts.model());
    StateBytes.copy(other.parts.classes(), this.parts.classes());
    return new Adoption(parts.kept(), parts.started(), parts.dropped());
  }

  /** Adds the metrics of the method's parts and of the model. */
  void report(Map<String, Double> metrics) {
    method().report(metrics);
    modelHealth.report(metrics);
  }

  @Override
  public void save(StateWriter out) {
    out.put("model", parts.model()).put("method", method()).put("classes", parts.classes());
  }

  @Override
  public void restore(StateReader in) {
    in.get("model", parts.model());
    in.get("method", method());
    in.get("classes", parts.classes());
  }

  @Override
  public void close() {
    manager.close();
  }
}
