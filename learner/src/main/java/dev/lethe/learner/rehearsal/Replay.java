package dev.lethe.learner.rehearsal;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.memory.ReplayBuffer;
import dev.lethe.learner.memory.SlotSampler;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.random.Purpose;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.RowHolder;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** Replay memory with uniform sampling, used by several rehearsals. */
final class Replay implements RowHolder, Stateful {
  /** Capacity of the memory, examples. */
  static final Key MEMORY = new Key("memory", new Domain.Whole(1, Integer.MAX_VALUE), "500");

  /** Number of examples to replay per step. */
  static final Key BATCH = new Key("batch", new Domain.Whole(1, 65_536), "10");

  private final ReplayBuffer memory;
  private final SlotSampler sampler;
  private final int batchSize;
  private long drawn;

  Replay(Part part, MethodContext context) {
    this.memory =
        ReplayBuffer.create(
            context, part.whole(MEMORY.name()), context.random().of(Purpose.INSERTION));
    this.sampler = new SlotSampler(context.random().of(Purpose.SAMPLING));
    this.batchSize = part.whole(BATCH.name());
  }

  ReplayBuffer memory() {
    return memory;
  }

  /** Returns the maximum number of rows per draw. */
  int batchSize() {
    return batchSize;
  }

  /**
   * Draws rows from the memory uniformly without replacement, and appends them to the step's batch.
   *
   * @return slots of the rows, in order
   */
  int[] draw(Step step) {
    int[] slots = sample(batchSize);
    append(step, slots);
    return slots;
  }

  /**
   * Draws slots uniformly without replacement; fewer than {@code count} if the memory is smaller.
   */
  int[] sample(int count) {
    return sampler.sample(Math.min(count, memory.size()), memory.size());
  }

  /** Appends the rows in some slots to the step's batch. */
  void append(Step step, int[] slots) {
    memory.copyTo(step.batch(), slots);
    drawn += slots.length;
  }

  /**
   * Passes the losses of replayed rows to the memory.
   *
   * @param from first of these rows in the step
   * @param slots slots of the rows, in order
   */
  void replayed(Step step, int from, int[] slots) {
    for (int i = 0; i < slots.length; i++) {
      memory.replayed(slots[i], step.logits().loss(from + i, step.batch().label(from + i)));
    }
  }

  /**
   * Offers a fresh example to the memory.
   *
   * @param row row of the example in the step
   * @return slot of the example, or {@link dev.lethe.learner.part.BufferPolicy#NOWHERE}
   */
  int offer(Step step, int row, Example example) {
    return memory.offer(step, row, example);
  }

  @Override
  public int forget(Set<Long> keys) {
    return memory.forget(keys);
  }

  @Override
  public void forEachKey(LongConsumer action) {
    memory.forEachKey(action);
  }

  void report(Map<String, Double> metrics) {
    metrics.put("samples.drawn", (double) drawn);
    memory.report(metrics);
  }

  @Override
  public void save(StateWriter out) {
    out.put(drawn);
    memory.save(out);
  }

  @Override
  public void restore(StateReader in) {
    drawn = in.getLong();
    memory.restore(in);
  }
}
