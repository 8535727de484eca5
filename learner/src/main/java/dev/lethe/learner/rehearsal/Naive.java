package dev.lethe.learner.rehearsal;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.Objective;
import dev.lethe.learner.part.Rehearsal;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.stream.Example;
import java.util.List;

/** No rehearsal: plain training on fresh rows, the baseline that forgets. */
public final class Naive implements Rehearsal {
  /** {@code naive}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "naive",
          Kind.REHEARSAL,
          "Trains on new examples only and keeps none: the baseline that forgets.",
          "",
          List.of());

  @Override
  public int maxRows() {
    return 0;
  }

  @Override
  public void draw(Step step) {}

  @Override
  public void objective(Step step, Objective objective) {
    objective.crossEntropy("fresh", 0, step.fresh(), 1.0 / step.fresh());
  }

  @Override
  public void store(Step step, List<Example> fresh) {}
}
