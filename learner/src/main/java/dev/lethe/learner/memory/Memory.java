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
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** A bounded number of examples, those that a policy keeps. */
public final class Memory implements Exemplars, Stateful {
  // nats: of more, the squares of gradients might be no floats
  private static final double MOST_LOSS = 1e15;

  private final RowStore rows;
  private final BufferPolicy policy;

  /**
   * @param rows where examples are kept, empty
   * @param policy which ones; of this memory alone
   */
  public Memory(RowStore rows, BufferPolicy policy) {
    this.rows = rows;
    this.policy = policy;
  }

  /**
   * A memory that keeps what the method's buffer policy says.
   *
   * @param insertion what the policy draws from
   */
  public static Memory of(MethodContext context, int capacity, UniformRandomProvider insertion) {
    return new Memory(
        new RowStore(context.features(), capacity, capacity), context.policy().apply(insertion));
  }

  /**
   * Offers an example.
   *
   * @return the slot that it was given, or {@link BufferPolicy#NOWHERE}
   */
  public int offer(Features features, Offer offer) {
    int slot = policy.place(rows, offer);
    if (slot != BufferPolicy.NOWHERE) {
      rows.put(slot, features, offer.label(), offer.window());
    }
    return slot;
  }

  /**
   * Offers a fresh example of a step, unless its loss is out of all bounds: such a row would undo
   * every step that it is drawn into.
   *
   * @param row its row in the step
   * @return the slot that it was given, or {@link BufferPolicy#NOWHERE}
   */
  public int offer(Step step, int row, Example example) {
    double loss = step.logits().loss(row, example.label());
    return loss < MOST_LOSS
        ? offer(example.features(), new Offer(example.label(), step.window(), loss))
        : BufferPolicy.NOWHERE;
  }

  @Override
  public void copyTo(RowBatch batch, int[] slots) {
    for (int slot : slots) {
      batch.add(
          (target, from) -> rows.copyRow(slot, target, from), rows.label(slot), rows.window(slot));
    }
  }

  /** Tells the policy what loss an example had when it was replayed, nats. */
  public void replayed(int slot, double loss) {
    policy.replayed(slot, loss);
  }

  /** What is kept. */
  public RowStore rows() {
    return rows;
  }

  @Override
  public int size() {
    return rows.size();
  }

  /** Adds what is kept, and what the policy has to say. */
  public void report(Map<String, Double> metrics) {
    metrics.put("buffer.size", (double) rows.size());
    metrics.put("buffer.bytes", (double) rows.memory());
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
