package dev.lethe.learner.projection;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.memory.ReplayBuffer;
import dev.lethe.learner.memory.SlotSampler;
import dev.lethe.learner.network.Gradients;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Projection;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Averaged gradient episodic memory, A-GEM (Chaudhry et al., "Efficient lifelong learning with
 * A-GEM", ICLR 2019), with one memory of the whole past. A step must not raise the loss of a
 * mini-batch from the memory, to first order.
 *
 * <pre>
 *   if g·r &lt; 0:   g ← g − (g·r / r·r) r        r = ∇ mean ℓ(mini-batch)
 * </pre>
 *
 * The model is not trained on the memory directly.
 */
public final class AveragedGradientMemory implements Projection {
  /** {@code agem(memory=M, batch=m)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "agem",
          Kind.PROJECTION,
          "Removes from the gradient what would raise the loss of a batch from memory.",
          "Chaudhry et al., Efficient lifelong learning with A-GEM, ICLR 2019",
          List.of(
              new Key("memory", new Domain.Whole(1, Integer.MAX_VALUE), "200"),
              new Key("batch", new Domain.Whole(1, 65_536), "128")));

  private final ReplayBuffer memory;
  private final SlotSampler sampler;
  private final Gradients gradients;
  private final RowBatch reference;
  private long steps;
  private long projected;

  public AveragedGradientMemory(Part part, MethodContext context) {
    this.memory =
        ReplayBuffer.create(context, part.whole("memory"), context.random().of("agem.insertion"));
    this.sampler = new SlotSampler(context.random().of("agem.sampling"));
    this.gradients = context.gradients();
    this.reference = new RowBatch(part.whole("batch"), context.features());
  }

  @Override
  public void project(Step step) {
    steps++;
    if (memory.size() == 0) {
      return;
    }
    reference.clear();
    memory.copyTo(
        reference, sampler.sample(Math.min(reference.capacity(), memory.size()), memory.size()));
    List<NDArray> r = gradients.ofLoss(reference, step.scope());
    if (project(step.gradients(), r)) {
      projected++;
    }
  }

  /**
   * Projects g in place if it conflicts with r.
   *
   * @return true if g was changed
   */
  static boolean project(List<NDArray> g, List<NDArray> r) {
    double product = Tensors.dot(g, r);
    double square = Tensors.dot(r, r);
    if (!(product < 0 && square > DualCone.MIN_SQUARED_NORM)) {
      return false;
    }
    float share = (float) (product / square);
    for (int i = 0; i < g.size(); i++) {
      g.get(i).subi(r.get(i).muli(share));
    }
    return true;
  }

  @Override
  public void store(Step step, List<Example> fresh) {
    for (int row = 0; row < fresh.size(); row++) {
      memory.offer(step, row, fresh.get(row));
    }
  }

  @Override
  public int forget(Set<Long> keys) {
    return memory.forget(keys);
  }

  @Override
  public void forEachKey(LongConsumer action) {
    memory.forEachKey(action);
  }

  /**
   * Reports {@code agem.projected}, the number of projected steps, and {@code
   * agem.projected.share}, their share of all steps.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("agem.projected", (double) projected);
    metrics.put("agem.projected.share", steps == 0 ? 0 : (double) projected / steps);
    metrics.merge("buffer.bytes", (double) memory.rows().sizeInBytes(), Double::sum);
  }

  @Override
  public void save(StateWriter out) {
    out.put(steps).put(projected);
    memory.save(out);
  }

  @Override
  public void restore(StateReader in) {
    steps = in.getLong();
    projected = in.getLong();
    memory.restore(in);
  }
}
