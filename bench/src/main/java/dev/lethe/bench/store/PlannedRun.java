package dev.lethe.bench.store;

import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.Trial;

/**
 * A run to execute.
 *
 * @param name group and row, e.g. {@code seq-mnist/er-200}; the group names the file of the result
 * @param trial the run without its seed
 * @param key identity of the run, with its seed
 */
public record PlannedRun(String name, Trial trial, RunKey key) {
  String group() {
    return name.split("/")[0];
  }

  Result execute() {
    return trial.run(key.seed());
  }
}
