package dev.lethe.learner;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.network.Model;
import dev.lethe.learner.network.ParameterSpec;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.part.Training;
import dev.lethe.learner.random.Purpose;
import dev.lethe.learner.random.RandomStreams;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Offline training at a window end.
 *
 * @param step number of the last stream step, which all offline steps share
 */
record OfflineTraining(
    LearningStep learningStep,
    Model model,
    Optimizer optimizer,
    RandomStreams random,
    long step,
    int window)
    implements Training {
  @Override
  public void reinitialise() {
    UniformRandomProvider initialisation = random.of(Purpose.INITIALISATION);
    List<NDArray> parameters = model.parameters();
    List<ParameterSpec> specs = model.specs();
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray fresh = specs.get(i).create(initialisation, parameters.get(i).getManager())) {
        fresh.copyTo(parameters.get(i));
      }
    }
    model.reinitialise();
    optimizer.resetState();
  }

  @Override
  public void step(Consumer<RowBatch> rows) {
    learningStep.trainOffline(rows, step, window);
  }

  @Override
  public void scaleRate(double factor) {
    optimizer.scaleRate(factor);
  }
}
