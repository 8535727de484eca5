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
import dev.lethe.learner.stream.RowHolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Parts of one learner's method. The activation belongs to the model, and a {@link BufferPolicy} to
 * each buffer.
 *
 * @param projection gradient projection, or empty
 */
public record Method(
    Rehearsal rehearsal,
    List<Distillation> distillations,
    List<Regulariser> regularisers,
    Optional<Projection> projection,
    List<Plasticity> plasticities,
    Head head,
    Optimizer optimizer)
    implements RowHolder, Stateful {
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

  /** Calls every part, in the order of {@link dev.lethe.learner.part.Kind}. */
  public void forEach(Consumer<MethodPart> action) {
    parts().forEach(action);
  }

  /** Notifies all parts except plasticity of a window end, before the evaluation. */
  public void windowEnded(WindowEnd end) {
    parts().filter(part -> !plasticities.contains(part)).forEach(part -> part.windowEnded(end));
  }

  /** Notifies plasticity parts of a window end, after the evaluation. */
  public void windowEvaluated(WindowEnd end) {
    plasticities.forEach(part -> part.windowEnded(end));
  }

  /**
   * Returns the parameters to predict with in place of the model's, from the first distillation
   * that has some; empty for the model's own.
   */
  public Optional<List<NDArray>> predictionParameters() {
    return distillations.stream().flatMap(part -> part.predictionParameters().stream()).findFirst();
  }

  /** Adds the metrics of every part. */
  public void report(Map<String, Double> metrics) {
    forEach(part -> part.report(metrics));
  }

  @Override
  public int forget(Set<Long> keys) {
    return parts().mapToInt(part -> part.forget(keys)).sum();
  }

  @Override
  public void forEachKey(LongConsumer action) {
    forEach(part -> part.forEachKey(action));
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
