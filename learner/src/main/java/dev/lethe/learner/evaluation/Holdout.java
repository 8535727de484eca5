package dev.lethe.learner.evaluation;

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
import java.util.BitSet;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/** Bounded sample of one window, kept out of training. */
final class Holdout implements Sample<Holdout>, RowHolder, Stateful {
  // few rows, because the holdout of a window can stay empty
  private static final int RESERVED = 16;

  private final ReplayBuffer sample;

  Holdout(int features, int capacity, UniformRandomProvider random) {
    this.sample =
        new ReplayBuffer(
            new RowStore(features, capacity, Math.min(RESERVED, capacity)), new Reservoir(random));
  }

  void offer(Example example) {
    offer(example.features(), example.label(), example::key);
  }

  private void offer(Features features, int label, LongSupplier key) {
    sample.offer(features, new Offer(label, 0, Double.NaN), key);
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

  HoldoutResult evaluate(int window, String task, Predictor predictor) {
    RowStore rows = sample.rows();
    Logits logits =
        predictor.predict(rows.size(), slot -> (target, from) -> rows.copyRow(slot, target, from));
    BitSet ownClasses = new BitSet();
    for (int slot = 0; slot < rows.size(); slot++) {
      ownClasses.set(rows.label(slot));
    }
    int correct = 0;
    int correctAmongOwn = 0;
    double loss = 0;
    for (int slot = 0; slot < rows.size(); slot++) {
      int label = rows.label(slot);
      correct += logits.predicted(slot) == label ? 1 : 0;
      correctAmongOwn += logits.predicted(slot, ownClasses) == label ? 1 : 0;
      loss += logits.loss(slot, label);
    }
    return new HoldoutResult(
        window, task, rows.size(), correct, correctAmongOwn, loss / rows.size());
  }

  @Override
  public int forget(Set<Long> keys) {
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
  }
}
