package dev.lethe.bench.tune;

import dev.lethe.bench.run.Result;
import dev.lethe.bench.store.ParallelRuns;
import dev.lethe.bench.store.PlannedRun;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * State of the choice of a setting: one run per value of the grid, on a seed that is not reported,
 * evaluated on the last training examples and never on test examples. A regression has no such
 * split; there a different seed generates different examples.
 *
 * <p>The choice is computed from the stored runs each time, so the two cannot disagree.
 *
 * @param task the method and its open setting
 * @param scores score by value, higher is better; NaN for a run without a finite value
 * @param missing values that have not been run; if there are none, the choice is made
 */
public record Tuning(
    TuningTask task, SortedMap<BigDecimal, Double> scores, List<BigDecimal> missing) {

  /** Returns the state according to the stored runs. */
  public static Tuning of(TuningTask task, ResultStore store) {
    Selection selection = task.selection();
    SortedMap<BigDecimal, Double> scores = new TreeMap<>();
    List<BigDecimal> missing = new ArrayList<>();
    List<BigDecimal> next = selection.grid().next(scores);
    while (!next.isEmpty() && missing.isEmpty()) {
      for (BigDecimal value : next) {
        Optional<Result> run = store.find(task.key(value), Set.of(selection.by()));
        if (run.isPresent()) {
          scores.put(value, selection.score(run.get()));
        } else {
          missing.add(value);
        }
      }
      next = selection.grid().next(scores);
    }
    return new Tuning(task, scores, missing);
  }

  /** Executes and stores all runs that the choices of some tasks need. */
  public static void complete(
      List<TuningTask> tasks, Optional<Path> dataDir, ResultStore store, int threads)
      throws InterruptedException, ExecutionException {
    for (var runs = missing(tasks, dataDir, store);
        !runs.isEmpty();
        runs = missing(tasks, dataDir, store)) {
      ParallelRuns.store(runs, store, threads);
    }
  }

  private static List<PlannedRun> missing(
      List<TuningTask> tasks, Optional<Path> dataDir, ResultStore store) {
    Map<RunKey, PlannedRun> runs = new LinkedHashMap<>();
    for (TuningTask task : tasks) {
      for (BigDecimal value : of(task, store).missing()) {
        PlannedRun run = task.run(value, dataDir);
        runs.putIfAbsent(run.key(), run);
      }
    }
    return List.copyOf(runs.values());
  }

  /** Returns the method with the chosen setting; empty if runs are missing or none is finite. */
  public Optional<String> method() {
    return missing.isEmpty() ? Grid.best(scores).map(task::methodWith) : Optional.empty();
  }

  /** Returns the choice as text, and whether it is at the edge of the values tried. */
  public String description() {
    if (!missing.isEmpty()) {
      return "not tuned";
    }
    return Grid.best(scores)
        .map(value -> task.setting(value) + " chosen on training data" + edge())
        .orElse("no value of the grid gave a finite result");
  }

  private String edge() {
    return Grid.isAtEdge(scores) ? ", at the edge of the grid" : "";
  }
}
