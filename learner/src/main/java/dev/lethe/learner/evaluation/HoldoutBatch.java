package dev.lethe.learner.evaluation;

import dev.lethe.learner.engine.RowSource;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.stream.HoldoutResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Evaluates holdouts in forward passes of several holdouts, because a pass of few rows costs nearly
 * as much as one of many. A holdout that does not fit beside others has passes of its own.
 */
final class HoldoutBatch {
  /** Holdout of a window. */
  record WindowHoldout(int window, String task, Holdout holdout) {}

  private final Predictor predictor;
  private final List<WindowHoldout> holdouts = new ArrayList<>();
  private final List<RowSource> rows = new ArrayList<>();
  private final List<HoldoutResult> results = new ArrayList<>();

  private HoldoutBatch(Predictor predictor) {
    this.predictor = predictor;
  }

  /** Evaluates the model on the holdouts with rows that count, in their order. */
  static List<HoldoutResult> evaluate(Collection<WindowHoldout> all, Predictor predictor) {
    var batch = new HoldoutBatch(predictor);
    all.stream().filter(each -> each.holdout().counts()).forEach(batch::add);
    batch.pass();
    return List.copyOf(batch.results);
  }

  private void add(WindowHoldout next) {
    int size = next.holdout().size();
    if (rows.size() + size > predictor.chunkRows()) {
      pass();
    }
    holdouts.add(next);
    for (int slot = 0; slot < size; slot++) {
      rows.add(next.holdout().row(slot));
    }
  }

  private void pass() {
    Logits logits = predictor.predict(rows.size(), rows::get);
    int first = 0;
    for (WindowHoldout each : holdouts) {
      results.add(each.holdout().evaluate(each.window(), each.task(), logits, first));
      first += each.holdout().size();
    }
    holdouts.clear();
    rows.clear();
  }
}
