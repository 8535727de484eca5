package dev.lethe.learner.rehearsal;

import dev.lethe.learner.Example;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.state.StateDigest;
import java.util.List;
import java.util.Map;

/** No rehearsal: the baseline that forgets. */
public record Naive() implements Rehearsal {
  /** {@code naive}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition("naive", "rehearsal", List.of());

  @Override
  public int most() {
    return 0;
  }

  @Override
  public void draw(RowBatch batch) {}

  @Override
  public void learnt(List<Example> fresh) {}

  @Override
  public void report(Map<String, Double> figures) {}

  @Override
  public void describeTo(StateDigest digest) {}
}
