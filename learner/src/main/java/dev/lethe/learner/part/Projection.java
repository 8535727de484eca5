package dev.lethe.learner.part;

import dev.lethe.learner.stream.Example;
import java.util.List;

/** Which directions of change are allowed. */
public non-sealed interface Projection extends MethodPart {
  /** Projects {@link Step#gradients}, penalties included, in place. */
  void project(Step step);

  /** Takes note of the fresh examples of a step that has been made. */
  void learnt(Step step, List<Example> fresh);
}
