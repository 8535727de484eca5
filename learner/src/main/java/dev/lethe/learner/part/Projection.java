package dev.lethe.learner.part;

import dev.lethe.learner.stream.Example;
import java.util.List;

/** Projects the gradient onto allowed directions. */
public non-sealed interface Projection extends MethodPart {
  /** Projects {@link Step#gradients}, which include penalties, in place. */
  void project(Step step);

  /** Stores the fresh examples of a completed step. */
  void store(Step step, List<Example> fresh);
}
