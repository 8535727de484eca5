package dev.lethe.learner.part;

import dev.lethe.learner.stream.Example;
import java.util.List;
import java.util.Optional;

/** Replays past examples in a step, and defines the loss of fresh and replayed rows. */
public non-sealed interface Rehearsal extends MethodPart {
  /** Returns the maximum number of rows that {@link #draw} appends. */
  int maxRows();

  /**
   * Appends the rows to replay to {@link Step#batch}, which holds the fresh rows. Called before the
   * forward pass.
   */
  void draw(Step step);

  /** Adds the loss of all rows to the objective. */
  void objective(Step step, Objective objective);

  /**
   * Stores fresh examples after their step, so an example is never replayed in its own step. {@link
   * Step#logits} are those before the step.
   */
  void store(Step step, List<Example> fresh);

  /**
   * Returns true if the model is trained on fresh examples in their step. Otherwise it knows
   * nothing of them before the window ends, and a high loss on them is no sign of a diverged model.
   */
  default boolean trainsOnFresh() {
    return true;
  }

  /** Returns a live view of the stored examples; empty if the rehearsal stores none. */
  default Optional<Exemplars> exemplars() {
    return Optional.empty();
  }
}
