package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.part.Workshop;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;

/** A penalty whose importances are a mean over examples of the window that has ended. */
abstract class SampledPenalty implements Regulariser {
  private final String name;
  private final Workshop workshop;
  private final Anchors anchors;
  private final WindowSample sample;

  SampledPenalty(Part part, double lambda, Workshop workshop) {
    this.name = part.name();
    this.workshop = workshop;
    this.anchors = new Anchors(part, lambda, workshop);
    this.sample = new WindowSample(part.whole(WindowSample.SAMPLES.name()), part.name(), workshop);
  }

  /**
   * Adds what one example says of the importances to a sum.
   *
   * @param example a batch of one row
   * @param scope manager of the example
   */
  abstract void addImportance(RowBatch example, List<NDArray> sum, NDManager scope);

  /**
   * Takes the importances of a window into the anchors.
   *
   * @param importance means over the sample, owned by the window end
   */
  abstract void anchor(Anchors all, List<NDArray> importance);

  @Override
  public final void observed(Step step) {
    sample.observed(step);
  }

  @Override
  public final void addGradient(Step step) {
    anchors.addGradient(step);
  }

  @Override
  public final void updated(Step step) {
    anchors.updated();
  }

  @Override
  public final void windowEnded(WindowEnd end) {
    if (sample.size() == 0) {
      return;
    }
    try (NDManager scope = workshop.owner().newSubManager()) {
      List<NDArray> sum = Tensors.zerosLike(workshop.parameters(), scope);
      RowBatch example = new RowBatch(1, workshop.features());
      for (int slot = 0; slot < sample.size(); slot++) {
        sample.copyTo(example, slot);
        try (NDManager inner = scope.newSubManager()) {
          addImportance(example, sum, inner);
        }
      }
      sum.forEach(array -> array.divi((float) sample.size()));
      anchor(anchors, sum);
    }
    sample.clear();
  }

  /** {@code name.penalty} as it is now, and {@code name.importance}, Σ Ω over all parameters. */
  @Override
  public final void report(Map<String, Double> figures) {
    figures.put(name + ".penalty", anchors.penalty());
    figures.put(name + ".importance", anchors.totalImportance());
  }

  @Override
  public final void save(StateWriter out) {
    anchors.save(out);
    sample.save(out);
  }

  @Override
  public final void restore(StateReader in) {
    anchors.restore(in);
    sample.restore(in);
  }
}
