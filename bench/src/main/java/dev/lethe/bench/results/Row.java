package dev.lethe.bench.results;

import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.SeedRange;
import dev.lethe.bench.run.Trial;
import dev.lethe.bench.store.PlannedRun;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import dev.lethe.bench.tune.Selection;
import dev.lethe.bench.tune.Tuning;
import dev.lethe.bench.tune.TuningTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One method with its published results.
 *
 * @param id group and name, e.g. {@code seq-mnist/er-200}
 * @param protocol conditions of the runs
 * @param method expression; with a selection, one with a placeholder
 * @param seeds seeds of the reported runs
 * @param published published results by metric
 * @param note differences from the published protocol; may be empty
 * @param selection rule for the choice of a setting; empty if the method has no placeholder
 */
public record Row(
    String id,
    Protocol protocol,
    String method,
    SeedRange seeds,
    Map<Metric, Published> published,
    String note,
    Optional<Selection> selection) {
  public Row {
    selection.ifPresent(
        rule -> {
          if (seeds.contains(rule.seed())) {
            throw new IllegalArgumentException(
                "%s: got selection seed %d, expected none of %s".formatted(id, rule.seed(), seeds));
          }
          rule.requireMetricOf(id, protocol);
        });
  }

  /** Returns the keys of the runs; the row must be {@link #settled}. */
  List<RunKey> keys() {
    return seeds.seeds().stream().map(seed -> new RunKey(protocol, method, seed)).toList();
  }

  /** Returns the choice of the setting; empty if the row has no open setting. */
  public Optional<TuningTask> tuningTask() {
    return selection.map(rule -> new TuningTask(id, protocol, method, rule));
  }

  /** Returns this row with its setting chosen; empty if the choice is not made yet. */
  public Optional<Row> settled(ResultStore store) {
    return tuningTask()
        .map(task -> Tuning.of(task, store).method().map(this::withMethod))
        .orElse(Optional.of(this));
  }

  /** Returns the runs without a stored result for a published metric; the row must be settled. */
  public List<PlannedRun> missingRuns(Optional<Path> dataDir, ResultStore store) {
    Trial trial = protocol.trial(method, dataDir);
    return keys().stream()
        .filter(key -> store.find(key, published.keySet()).isEmpty())
        .map(key -> new PlannedRun(id, trial, key))
        .toList();
  }

  private Row withMethod(String chosen) {
    return new Row(id, protocol, chosen, seeds, published, note, Optional.empty());
  }
}
