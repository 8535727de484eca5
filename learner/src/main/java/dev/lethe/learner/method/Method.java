package dev.lethe.learner.method;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.Distillation;
import dev.lethe.learner.part.Head;
import dev.lethe.learner.part.MethodPart;
import dev.lethe.learner.part.Optimizer;
import dev.lethe.learner.part.Plasticity;
import dev.lethe.learner.part.Projection;
import dev.lethe.learner.part.Regulariser;
import dev.lethe.learner.part.Rehearsal;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The parts of one learner's method at work; the activation is the model's, a {@link BufferPolicy}
 * each memory's own.
 *
 * @param projection if there is one
 */
public record Method(
    Rehearsal rehearsal,
    List<Distillation> distillations,
    List<Regulariser> regularisers,
    Optional<Projection> projection,
    List<Plasticity> plasticities,
    Head head,
    Optimizer optimizer)
    implements Stateful {
  public Method {
    distillations = List.copyOf(distillations);
    regularisers = List.copyOf(regularisers);
    plasticities = List.copyOf(plasticities);
  }

  private Stream<MethodPart> parts() {
    return Stream.of(
            Stream.of(rehearsal),
            distillations.stream(),
            regularisers.stream(),
            projection.stream(),
            plasticities.stream(),
            Stream.of(head, optimizer))
        .flatMap(part -> part);
  }

  /** Tells every part, in the order of their kinds. */
  public void forEach(Consumer<MethodPart> action) {
    parts().forEach(action);
  }

  /** Tells every part of a window end but those that let something begin anew. */
  public void windowEnded(WindowEnd end) {
    parts().filter(part -> !plasticities.contains(part)).forEach(part -> part.windowEnded(end));
  }

  /** Tells the others, when what was learnt in the window has been evaluated. */
  public void windowEvaluated(WindowEnd end) {
    plasticities.forEach(part -> part.windowEnded(end));
  }

  /** Parameters that answer in place of the model's, if any do: the first part that says so. */
  public Optional<List<NDArray>> servingParameters() {
    return distillations.stream().flatMap(part -> part.servingParameters().stream()).findFirst();
  }

  /** Adds every part's figures. */
  public void report(Map<String, Double> metrics) {
    forEach(part -> part.report(metrics));
  }

  @Override
  public void save(StateWriter out) {
    forEach(part -> out.put(part.getClass().getSimpleName(), part));
  }

  @Override
  public void restore(StateReader in) {
    forEach(part -> in.get(part.getClass().getSimpleName(), part));
  }
}
