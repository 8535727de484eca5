package dev.lethe.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.TorchEngine;
import dev.lethe.learner.evaluation.Predictor;
import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.method.Method;
import dev.lethe.learner.method.MethodAdoption;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.LearnerContext;
import dev.lethe.learner.part.Training;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateBytes;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /** Returns copies of the trained parameters and of the buffers, under their PyTorch names. */
  List<NamedArray> parameters() {
    return named(parts.model().parameters());
  }

  /**
   * Returns copies of the parameters that predictions use, and of the buffers, under their PyTorch
   * names; empty if predictions use the trained parameters.
   */
  Optional<List<NamedArray>> servedParameters() {
    return method().predictionParameters().map(this::named);
  }

  private List<NamedArray> named(List<NDArray> values) {
    List<ParameterSpec> specs = parts.model().specs();
    return Stream.concat(
            IntStream.range(0, values.size())
                .mapToObj(i -> NamedArray.of(specs.get(i).name(), values.get(i))),
            parts.model().buffers().stream())
        .toList();
  }

  /** Returns the classes that the model was trained on. */
  BitSet trainedClasses() {
    return (BitSet) parts.classes().seen().clone();
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
