package dev.lethe.learner.memory;

import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.part.BufferPolicy;
import dev.lethe.learner.part.BufferPolicy.Offer;
import dev.lethe.learner.part.Exemplars;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.RowHolder;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/** Bounded buffer of labelled examples. A buffer policy selects the examples to keep. */
public final class ReplayBuffer implements Exemplars, RowHolder, Stateful {
  // nats; squared gradients of higher losses can overflow float32
  private static final double MAX_LOSS = 1e15;

  private final RowStore rows;
  private final BufferPolicy policy;

  /**
   * Creates an empty buffer.
   *
   * @param rows empty store of the examples
   * @param policy policy that selects the examples; not shared with other buffers
   */
  public ReplayBuffer(RowStore rows, BufferPolicy policy) {
    this.rows = rows;
    this.policy = policy;
  }

  /**
   * Creates an empty buffer with the method's buffer policy.
   *
   * @param capacity maximum number of examples
   * @param insertion random source of the policy
   */
  public static ReplayBuffer create(
      MethodContext context, int capacity, UniformRandomProvider insertion) {
    return new ReplayBuffer(
        new RowStore(context.features(), capacity, capacity), context.policy().apply(insertion));
  }

  /** Receives the removals of examples, to move what is stored beside them. */
  @FunctionalInterface
  public interface Removal {
    /** Removes the example in a slot; the example in the last slot moves into this slot. */
    void remove(int slot, int last);
  }

  /**
   * Offers an example to the buffer.
   *
   * @param key computes the key of the example; called only if the example is kept
   * @return slot of the example, or {@link BufferPolicy#NOWHERE} if it was not kept
   */
  public int offer(Features features, Offer offer, LongSupplier key) {
    int slot = policy.place(rows, offer);
    if (slot != BufferPolicy.NOWHERE) {
      rows.put(slot, features, offer.label(), offer.window(), key.getAsLong());
    }
    return slot;
  }

  /**
   * Offers a fresh example of a step to the buffer. Rejects an example with a loss of 1e15 nats or
   * more, or NaN, because each replay of it would destroy the model.
   *
   * @param row row of the example in the step
   * @return slot of the example, or {@link BufferPolicy#NOWHERE} if it was not kept
   */
  public int offer(Step step, int row, Example example) {
    double loss = step.logits().loss(row, example.label());
    return loss < MAX_LOSS
        ? offer(
            example.features(),
            new Offer(example.label(), step.window(), loss),
            () -> step.batch().key(row))
        : BufferPolicy.NOWHERE;
  }

  @Override
  public void copyTo(RowBatch batch, int[] slots) {
    for (int slot : slots) {
      long key = rows.key(slot);
      batch.add(
          (target, from) -> rows.copyRow(slot, target, from),
          rows.label(slot),
          rows.window(slot),
          () -> key);
    }
  }

  @Override
  public int forget(Set<Long> keys) {
    return forget(keys, (slot, last) -> {});
  }

  /**
   * Removes all examples with some keys.
   *
   * @param beside receives each removal
   * @return number of examples removed
   */
  public int forget(Set<Long> keys, Removal beside) {
    int before = rows.size();
    // downwards: the example that moves into the slot has been checked
    for (int slot = before - 1; slot >= 0; slot--) {
      if (keys.contains(rows.key(slot))) {
        policy.removing(rows, slot);
        beside.remove(slot, rows.size() - 1);
        rows.remove(slot);
      }
    }
    return before - rows.size();
  }

  @Override
  public void forEachKey(LongConsumer action) {
    rows.forEachKey(action);
  }

  /**
   * Notifies the policy of a replayed example.
   *
   * @param loss loss of the example at the replay, nats
   */
  public void replayed(int slot, double loss) {
    policy.replayed(slot, loss);
  }

  /** Returns the store of the buffered examples. */
  public RowStore rows() {
    return rows;
  }

  @Override
  public int size() {
    return rows.size();
  }

  /** Reports {@code buffer.size}, {@code buffer.bytes} and the metrics of the policy. */
  public void report(Map<String, Double> metrics) {
    metrics.put("buffer.size", (double) rows.size());
    metrics.put("buffer.bytes", (double) rows.sizeInBytes());
    policy.report(metrics);
  }

  @Override
  public void save(StateWriter out) {
    rows.save(out);
    policy.save(out);
  }

  @Override
  public void restore(StateReader in) {
    rows.restore(in);
    policy.restore(in);
  }
}
