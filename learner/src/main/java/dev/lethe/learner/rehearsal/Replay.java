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
import java.util.Map;

/** What rehearsals have in common: a memory, uniform draws from it, and what was drawn. */
final class Replay implements Stateful {
  /** How many examples the memory holds. */
  static final Key MEMORY = new Key("memory", new Domain.Whole(1, Integer.MAX_VALUE), "500");

  /** How many of them are replayed in a step. */
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

  /** Rows that a draw adds at most. */
  int batchSize() {
    return batchSize;
  }

  /**
   * Appends rows of the memory to the step, drawn uniformly without replacement.
   *
   * @return their slots, in the order of the rows
   */
  int[] draw(Step step) {
    int[] slots = sample(batchSize);
    append(step, slots);
    return slots;
  }

  /** Slots drawn uniformly without replacement, as many as there are at most. */
  int[] sample(int count) {
    return sampler.sample(Math.min(count, memory.size()), memory.size());
  }

  /** Appends the rows in some slots to the step. */
  void append(Step step, int[] slots) {
    memory.copyTo(step.batch(), slots);
    drawn += slots.length;
  }

  /** Tells the memory how well replayed rows, the first of which is {@code from}, are known. */
  void replayed(Step step, int from, int[] slots) {
    for (int i = 0; i < slots.length; i++) {
      memory.replayed(slots[i], step.logits().loss(from + i, step.batch().label(from + i)));
    }
  }

  /**
   * Offers a fresh example to the memory.
   *
   * @param row its row in the step
   * @return its slot, or {@link dev.lethe.learner.part.BufferPolicy#NOWHERE}
   */
  int offer(Step step, int row, Example example) {
    return memory.offer(step, row, example);
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
