package dev.lethe.learner.projection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.memory.Fifo;
import dev.lethe.learner.memory.ReplayBuffer;
import dev.lethe.learner.memory.RowStore;
import dev.lethe.learner.network.Gradients;
import dev.lethe.learner.part.Kind;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Projection;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Example;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Gradient episodic memory, GEM (Lopez-Paz and Ranzato, NeurIPS 2017). A step must not raise the
 * loss of the memory of any earlier task window, to first order.
 *
 * <pre>
 *   if any ⟨g, g_k⟩ &lt; 0:   g ← g + Σ_k v_k g_k        g_k = ∇ mean ℓ(memory of window k)
 *                                                    v optimal over v ≥ γ: {@link DualCone}
 * </pre>
 *
 * <p>Keeps the newest M examples of each window, for a limited number of past windows; when another
 * window ends, the oldest memory and its constraint are dropped. A step makes one backward pass per
 * past window. The model is not trained on the memories directly.
 */
public final class GradientEpisodicMemory implements Projection {
  /** {@code gem(memory=M of each window, windows=n, margin=γ)}. */
  public static final PartDefinition DEFINITION =
      new PartDefinition(
          "gem",
          Kind.PROJECTION,
          "Removes from the gradient what would raise the loss of any earlier window's memory.",
          "Lopez-Paz and Ranzato, Gradient episodic memory for continual learning, NeurIPS 2017",
          List.of(
              new Key("memory", new Domain.Whole(1, 65_536), "256"),
              new Key("windows", new Domain.Whole(1, 256), "20"),
              new Key("margin", new Domain.Real(0, true, 1000, true), "0.5")));

  private static final int RESERVED = 64;

  private final int features;
  private final int windows;
  private final double margin;
  private final Gradients gradients;
  private final RowBatch reference;
  private final TreeMap<Integer, ReplayBuffer> memories = new TreeMap<>();
  private long steps;
  private long projected;

  public GradientEpisodicMemory(Part part, MethodContext context) {
    this.features = context.features();
    this.windows = part.whole("windows");
    this.margin = part.real("margin");
    this.gradients = context.gradients();
    this.reference = new RowBatch(part.whole("memory"), features);
  }

  @Override
  public void project(Step step) {
    steps++;
    List<List<NDArray>> past = new ArrayList<>();
    Collection<ReplayBuffer> ended = memories.headMap(step.window()).values();
    // before the first examples of a new window are stored, there is one memory too many
    ended.stream()
        .skip(Math.max(0, ended.size() - windows))
        .filter(memory -> memory.size() > 0)
        .forEach(memory -> past.add(gradient(memory, step.scope())));
    if (DualCone.project(step.gradients(), past, margin)) {
      projected++;
    }
  }

  private List<NDArray> gradient(ReplayBuffer memory, NDManager scope) {
    reference.clear();
    memory.copyTo(reference, IntStream.range(0, memory.size()).toArray());
    try (NDManager inner = scope.newSubManager()) {
      List<NDArray> gradient = gradients.ofLoss(reference, inner);
      gradient.forEach(array -> array.attach(scope));
      return gradient;
    }
  }

  @Override
  public void store(Step step, List<Example> fresh) {
    ReplayBuffer memory = memories.computeIfAbsent(step.window(), window -> ring());
    if (memories.size() > windows + 1) {
      memories.pollFirstEntry();
    }
    for (int row = 0; row < fresh.size(); row++) {
      memory.offer(step, row, fresh.get(row));
    }
  }

  @Override
  public int forget(Set<Long> keys) {
    return memories.values().stream().mapToInt(memory -> memory.forget(keys)).sum();
  }

  @Override
  public void forEachKey(LongConsumer action) {
    memories.values().forEach(memory -> memory.forEachKey(action));
  }

  private ReplayBuffer ring() {
    int capacity = reference.capacity();
    return new ReplayBuffer(
        new RowStore(features, capacity, Math.min(RESERVED, capacity)), new Fifo());
  }

  /**
   * Reports {@code gem.projected}, the number of projected steps, {@code gem.projected.share},
   * their share of all steps, and {@code gem.windows}, the number of windows in memory.
   */
  @Override
  public void report(Map<String, Double> metrics) {
    metrics.put("gem.projected", (double) projected);
    metrics.put("gem.projected.share", steps == 0 ? 0 : (double) projected / steps);
    metrics.put("gem.windows", (double) memories.size());
    long bytes = memories.values().stream().mapToLong(memory -> memory.rows().sizeInBytes()).sum();
    metrics.merge("buffer.bytes", (double) bytes, Double::sum);
  }

  @Override
  public void save(StateWriter out) {
    out.put(steps).put(projected).put(memories.size());
    memories.forEach((window, memory) -> memory.save(out.put(window)));
  }

  @Override
  public void restore(StateReader in) {
    steps = in.getLong();
    projected = in.getLong();
    memories.clear();
    for (int i = in.getCount("windows in memory", windows + 1); i > 0; i--) {
      ReplayBuffer memory = ring();
      memories.put(in.getInt(), memory);
      memory.restore(in);
    }
  }
}
