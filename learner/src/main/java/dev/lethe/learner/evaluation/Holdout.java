package dev.lethe.learner.evaluation;

import dev.lethe.learner.engine.RowSource;
import dev.lethe.learner.guard.GuardRule;
import dev.lethe.learner.guard.RowGuard;
import dev.lethe.learner.memory.ReplayBuffer;
import dev.lethe.learner.memory.Reservoir;
import dev.lethe.learner.memory.RowStore;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.BufferPolicy.Offer;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.RowHolder;
import dev.lethe.measures.HoldoutHits;
import java.util.BitSet;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Bounded sample of one window, kept out of training. Rows that are absurd beside the others
 * ({@link RowGuard}) do not count in evaluations: one such row would make the mean loss useless or
 * NaN.
 */
final class Holdout implements Sample<Holdout>, RowHolder, Stateful {
  // few rows, because the holdout of a window can stay empty
  private static final int RESERVED = 16;

  private final ReplayBuffer sample;
  private final GuardRule guard;

  /**
   * Rows that count in evaluations.
   *
   * @param absurd slots of the others
   * @param slots slots of these rows, in order
   * @param classes classes of these rows
   */
  private record Counted(BitSet absurd, int[] slots, BitSet classes) {
    static Counted of(RowStore rows, GuardRule guard) {
      double[] norms =
          IntStream.range(0, rows.size())
              .mapToDouble(slot -> RowGuard.norm(rows.row(slot)))
              .toArray();
      BitSet absurd = RowGuard.findAbsurd(guard, norms);
      int[] slots = IntStream.range(0, rows.size()).filter(slot -> !absurd.get(slot)).toArray();
      BitSet classes = new BitSet();
      for (int slot : slots) {
        classes.set(rows.label(slot));
      }
      return new Counted(absurd, slots, classes);
    }
  }

  /** Derived from the sample; null if it has changed since. */
  private Counted counted;

  /** Number of changes of the sample. */
  private long version;

  Holdout(int features, int capacity, GuardRule guard, UniformRandomProvider random) {
    this.guard = guard;
    this.sample =
        new ReplayBuffer(
            new RowStore(features, capacity, Math.min(RESERVED, capacity)), new Reservoir(random));
  }

  void offer(Example example) {
    offer(example.features(), example.label(), example::key);
  }

  private void offer(Features features, int label, LongSupplier key) {
    sample.offer(features, new Offer(label, 0, Double.NaN), key);
    changed();
  }

  private void changed() {
    counted = null;
    version++;
  }

  /** Returns a number that is another one after each change of the rows. */
  long version() {
    return version;
  }

  @Override
  public void offerAll(Holdout other) {
    RowStore rows = other.sample.rows();
    for (int slot = 0; slot < rows.size(); slot++) {
      long key = rows.key(slot);
      offer(rows.row(slot), rows.label(slot), () -> key);
    }
  }

  @Override
  public int size() {
    return sample.rows().size();
  }

  long sizeInBytes() {
    return sample.rows().sizeInBytes();
  }

  /** Returns the slots of the rows that do not count in evaluations. */
  BitSet absurd() {
    return counted().absurd();
  }

  private Counted counted() {
    if (counted == null) {
      counted = Counted.of(sample.rows(), guard);
    }
    return counted;
  }

  /** Returns the features of a row. */
  RowSource row(int slot) {
    return (target, from) -> sample.rows().copyRow(slot, target, from);
  }

  /** Returns true if some of the rows count in evaluations. */
  boolean counts() {
    return counted().slots().length > 0;
  }

  /**
   * Evaluates the model, if some of the rows count.
   *
   * @param logits logits of the rows, among others
   * @param first row of the logits that belongs to the first slot
   */
  HoldoutResult evaluate(int window, String task, Logits logits, int first) {
    RowStore rows = sample.rows();
    int[] slots = counted().slots();
    var hits = new HoldoutHits.Builder();
    int correctAmongOwn = 0;
    double loss = 0;
    for (int slot : slots) {
      int label = rows.label(slot);
      hits.add(rows.key(slot), logits.predicted(first + slot) == label);
      correctAmongOwn += logits.predicted(first + slot, counted().classes()) == label ? 1 : 0;
      loss += logits.loss(first + slot, label);
    }
    return new HoldoutResult(
        window,
        task,
        slots.length,
        hits.correct(),
        correctAmongOwn,
        loss / slots.length,
        hits.build());
  }

  @Override
  public int forget(Set<Long> keys) {
    changed();
    return sample.forget(keys);
  }

  @Override
  public void forEachKey(LongConsumer action) {
    sample.forEachKey(action);
  }

  @Override
  public void save(StateWriter out) {
    sample.save(out);
  }

  @Override
  public void restore(StateReader in) {
    sample.restore(in);
    changed();
  }
}
