package dev.lethe.learner.evaluation;

import dev.lethe.learner.Features;
import dev.lethe.learner.HoldoutResult;
import dev.lethe.learner.model.Logits;
import dev.lethe.learner.model.Predictor;
import dev.lethe.learner.rehearsal.Reservoir;
import dev.lethe.learner.rehearsal.RowStore;
import dev.lethe.learner.state.StateDigest;
import java.util.BitSet;
import org.apache.commons.rng.UniformRandomProvider;

/** A bounded sample of one window that is never learnt. */
final class Holdout {
  // few, for a window may have no holdout at all
  private static final int RESERVED = 16;

  private final int window;
  private final Reservoir sample;
  private String task;

  Holdout(int window, int features, int capacity, UniformRandomProvider random) {
    this.window = window;
    this.sample =
        new Reservoir(new RowStore(features, capacity, Math.min(RESERVED, capacity)), random);
  }

  void name(String newTask) {
    task = newTask;
  }

  void offer(Features features, int label) {
    sample.offer(features, label);
  }

  int size() {
    return sample.rows().size();
  }

  long memory() {
    return sample.rows().memory();
  }

  HoldoutResult evaluate(Predictor predictor) {
    RowStore rows = sample.rows();
    Logits answers =
        predictor.predict(rows.size(), slot -> (target, from) -> rows.copyRow(slot, target, from));
    BitSet own = new BitSet();
    for (int slot = 0; slot < rows.size(); slot++) {
      own.set(rows.label(slot));
    }
    int correct = 0;
    int correctAmongOwn = 0;
    double loss = 0;
    for (int slot = 0; slot < rows.size(); slot++) {
      int label = rows.label(slot);
      correct += answers.predicted(slot) == label ? 1 : 0;
      correctAmongOwn += answers.predicted(slot, own) == label ? 1 : 0;
      loss += answers.loss(slot, label);
    }
    return new HoldoutResult(
        window, task, rows.size(), correct, correctAmongOwn, loss / rows.size());
  }

  void describeTo(StateDigest digest) {
    digest.add(window).add(task);
    sample.describeTo(digest);
  }
}
