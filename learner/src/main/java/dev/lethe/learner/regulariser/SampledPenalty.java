package dev.lethe.learner.regulariser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Base class of penalties whose importances are means over a sample of the window that has ended.
 */
abstract class SampledPenalty implements Regulariser {
  private final String name;
  private final int group;
  private final MethodContext context;
  private final QuadraticPenalty anchors;
  private final WindowSample sample;

  /**
   * @param group number of examples per importance computation
   */
  SampledPenalty(Part part, double lambda, int group, MethodContext context) {
    this.group = group;
    this.name = part.name();
    this.context = context;
    this.anchors = new QuadraticPenalty(part, lambda, context);
    this.sample = new WindowSample(part.whole(WindowSample.SAMPLES.name()), part.name(), context);
  }

  /**
   * Adds the importances of a group of examples to a sum.
   *
   * @param examples group, at least one row
   * @param scope manager of the group
   */
  abstract void addImportance(RowBatch examples, List<NDArray> sum, NDManager scope);

  /**
   * Adds the importances of a window to the penalty.
   *
   * @param importance means over the groups of the sample; overwritten
   */
  abstract void addAnchor(QuadraticPenalty anchors, List<NDArray> importance);

  @Override
  public final void gradientComputed(Step step) {
    sample.offer(step);
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
    try (NDManager scope = context.owner().newSubManager()) {
      List<NDArray> sum = Tensors.zerosLike(context.parameters(), scope);
      RowBatch examples = new RowBatch(group, context.features());
      int groups = 0;
      for (int from = 0; from < sample.size(); from += group) {
        sample.copyTo(examples, from, Math.min(sample.size(), from + group));
        try (NDManager inner = scope.newSubManager()) {
          addImportance(examples, sum, inner);
        }
        groups++;
      }
      float count = groups;
      sum.forEach(array -> array.divi(count));
      addAnchor(anchors, sum);
    }
    sample.clear();
  }

  @Override
  public final int forget(Set<Long> keys) {
    return sample.forget(keys);
  }

  @Override
  public final void forEachKey(LongConsumer action) {
    sample.forEachKey(action);
  }

  @Override
  public final void report(Map<String, Double> metrics) {
    anchors.report(name, metrics);
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
