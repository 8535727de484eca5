package dev.lethe.learner.regulariser;

import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.memory.ReplayBuffer;
import dev.lethe.learner.memory.Reservoir;
import dev.lethe.learner.memory.RowStore;
import dev.lethe.learner.part.BufferPolicy.Offer;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.RowHolder;
import java.util.Arrays;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** Bounded uniform sample of the fresh rows of the current window. */
final class WindowSample implements RowHolder, Stateful {
  /** Maximum number of examples from which importances are computed. */
  static final Key SAMPLES = new Key("samples", new Domain.Whole(1, 1_000_000), "200");

  private final int features;
  private final int capacity;
  private final UniformRandomProvider random;
  private ReplayBuffer memory;

  WindowSample(int capacity, String name, MethodContext context) {
    this.features = context.features();
    this.capacity = capacity;
    this.random = context.random().of(name + ".sample");
    clear();
  }

  /** Removes all examples. */
  void clear() {
    int reserved = Math.min(64, capacity);
    memory = new ReplayBuffer(new RowStore(features, capacity, reserved), new Reservoir(random));
  }

  /** Offers the fresh rows of a step to the sample. */
  void offer(Step step) {
    RowBatch batch = step.batch();
    int width = batch.width();
    for (int row = 0; row < step.fresh(); row++) {
      float[] values = Arrays.copyOfRange(batch.values(), row * width, (row + 1) * width);
      int each = row;
      memory.offer(
          new Features.Floats(values),
          new Offer(batch.label(row), step.window(), Double.NaN),
          () -> batch.key(each));
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

  int size() {
    return memory.size();
  }

  /** Clears a batch and copies the examples {@code from … to-1} to it. */
  void copyTo(RowBatch batch, int from, int to) {
    batch.clear();
    memory.copyTo(batch, IntStream.range(from, to).toArray());
  }

  @Override
  public void save(StateWriter out) {
    memory.save(out);
  }

  @Override
  public void restore(StateReader in) {
    memory.restore(in);
  }
}
