package dev.lethe.learner.part;

import dev.lethe.learner.stream.Example;
import java.util.List;
import java.util.Optional;

/** What is learnt again beside the fresh examples of a step, and the loss of both. */
public non-sealed interface Rehearsal extends MethodPart {
  /** Rows that {@link #draw} adds at most. */
  int most();

  /**
   * Appends the rows to be replayed in the step that is about to be made to {@link Step#batch},
   * which holds the fresh ones. The forward pass has not been made.
   */
  void draw(Step step);

  /** Adds the loss of all rows. */
  void objective(Step step, Objective objective);

  /**
   * Takes note of the fresh examples of a step that has been made: an example is never replayed in
   * its own step. {@link Step#answers} are those before the step.
   */
  void learnt(Step step, List<Example> fresh);

  /** What it remembers, as it is whenever it is read; empty if it keeps no examples. */
  default Optional<Exemplars> remembered() {
    return Optional.empty();
  }
}
