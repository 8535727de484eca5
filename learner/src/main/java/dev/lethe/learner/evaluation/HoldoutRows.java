package dev.lethe.learner.evaluation;

import dev.lethe.learner.engine.ResidentRows;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of holdouts that fit into one forward pass. They stay in the memory of the engine, because
 * from one evaluation to the next only the newest holdouts change, and the oldest are removed.
 */
final class HoldoutRows {
  /** A holdout whose rows are in memory, unless it has changed since. */
  private record Loaded(Holdout holdout, long version, int rows) {
    boolean isCurrent(Holdout other) {
      return holdout == other && version == other.version();
    }
  }

  private final ResidentRows rows;
  private final List<Loaded> loaded = new ArrayList<>();

  HoldoutRows(int features) {
    this.rows = new ResidentRows(features);
  }

  /** Returns the rows of the holdouts, in their order. Converts those that are not in memory. */
  ResidentRows of(List<Holdout> holdouts) {
    removeBefore(holdouts.get(0));
    int kept = 0;
    while (kept < Math.min(loaded.size(), holdouts.size())
        && loaded.get(kept).isCurrent(holdouts.get(kept))) {
      kept++;
    }
    loaded.subList(kept, loaded.size()).clear();
    rows.keepFirst(count(loaded));
    for (Holdout holdout : holdouts.subList(kept, holdouts.size())) {
      for (int slot = 0; slot < holdout.size(); slot++) {
        rows.add(holdout.row(slot));
      }
      loaded.add(new Loaded(holdout, holdout.version(), holdout.size()));
    }
    return rows;
  }

  private void removeBefore(Holdout first) {
    for (int i = 1; i < loaded.size(); i++) {
      if (loaded.get(i).isCurrent(first)) {
        List<Loaded> removed = loaded.subList(0, i);
        rows.removeFirst(count(removed));
        removed.clear();
        return;
      }
    }
  }

  private static int count(List<Loaded> holdouts) {
    return holdouts.stream().mapToInt(Loaded::rows).sum();
  }

  /** Releases the memory. */
  void clear() {
    loaded.clear();
    rows.clear();
  }
}
