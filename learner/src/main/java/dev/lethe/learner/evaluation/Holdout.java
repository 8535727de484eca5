package dev.lethe.learner.evaluation;

import dev.lethe.learner.memory.ReplayBuffer;
import dev.lethe.learner.memory.Reservoir;
import dev.lethe.learner.memory.RowStore;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.BufferPolicy.Offer;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.HoldoutResult;
import java.util.BitSet;
import org.apache.commons.rng.UniformRandomProvider;

/** Bounded sample of one window, kept out of training. */
final class Holdout implements Stateful {
  // few rows, because the holdout of a window can stay empty
  private static final int RESERVED = 16;

  private final int window;
  private final ReplayBuffer sample;
  private String task;

  Holdout(int window, int features, int capacity, UniformRandomProvider random) {
    this.window = window;
    this.sample =
        new ReplayBuffer(
            new RowStore(features, capacity, Math.min(RESERVED, capacity)), new Reservoir(random));
  }

  void setTask(String newTask) {
    task = newTask;
  }

  void offer(Features features, int label) {
    sample.offer(features, new Offer(label, window, Double.NaN));
  }

  int size() {
    return sample.rows().size();
  }

  long sizeInBytes() {
    return sample.rows().sizeInBytes();
  }

  HoldoutResult evaluate(Predictor predictor) {
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

  int window() {
    return window;
  }

  @Override
  public void save(StateWriter out) {
    out.put(task);
    sample.save(out);
  }

  @Override
  public void restore(StateReader in) {
    task = in.getText();
    sample.restore(in);
  }
}
