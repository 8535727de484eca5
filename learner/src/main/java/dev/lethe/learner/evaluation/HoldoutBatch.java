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

  /**
   * Evaluates the model on the holdouts with rows that count, in their order.
   *
   * @param kept rows of the last evaluation, if they fitted into one pass
   */
  static List<HoldoutResult> evaluate(
      Collection<WindowHoldout> all, HoldoutRows kept, Predictor predictor) {
    var batch = new HoldoutBatch(predictor);
    List<WindowHoldout> counting = all.stream().filter(each -> each.holdout().counts()).toList();
    long rows = counting.stream().mapToLong(each -> each.holdout().size()).sum();
    if (rows > predictor.chunkRows()) {
      kept.clear();
      counting.forEach(batch::add);
      batch.pass();
    } else if (rows > 0) {
      batch.holdouts.addAll(counting);
      var holdouts = counting.stream().map(WindowHoldout::holdout).toList();
      batch.addResults(predictor.predict(kept.of(holdouts)));
    }
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
    addResults(predictor.predict(rows.size(), rows::get));
    holdouts.clear();
    rows.clear();
  }

  private void addResults(Logits logits) {
    int first = 0;
    for (WindowHoldout each : holdouts) {
      results.add(each.holdout().evaluate(each.window(), each.task(), logits, first));
      first += each.holdout().size();
    }
  }
}
