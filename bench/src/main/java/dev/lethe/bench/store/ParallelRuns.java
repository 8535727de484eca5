package dev.lethe.bench.store;

import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Executes runs in parallel and reports progress on standard error. */
public final class ParallelRuns {
  private ParallelRuns() {}

  /** Executes runs and stores each result as soon as it is available. */
  public static void store(List<PlannedRun> runs, ResultStore store, int threads)
      throws InterruptedException, ExecutionException {
    execute(runs, (run, result) -> store.put(run.group(), run.key(), result), threads);
  }

  /**
   * Executes runs.
   *
   * @param listener receives each result as soon as it is available, on the thread of the run
   */
  public static void execute(
      List<PlannedRun> runs, BiConsumer<PlannedRun, Result> listener, int threads)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      List<Future<Result>> running =
          runs.stream().map(run -> pool.submit(() -> execute(run, listener))).toList();
      for (int i = 0; i < runs.size(); i++) {
        PlannedRun run = runs.get(i);
        Result result = running.get(i).get();
        double secondsPerRun = (System.nanoTime() - start) / 1e9 / (i + 1);
        System.err.printf(
            "%s seed %d: %s in %.0f s (%d of %d, about %.0f s left)%n",
            run.name(),
            run.key().seed(),
            finiteMetrics(result),
            result.seconds(),
            i + 1,
            runs.size(),
            secondsPerRun * (runs.size() - i - 1));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Result execute(PlannedRun run, BiConsumer<PlannedRun, Result> listener) {
    Result result = run.execute();
    listener.accept(run, result);
    return result;
  }

  private static Map<Metric, Double> finiteMetrics(Result result) {
    Map<Metric, Double> metrics = new TreeMap<>(result.metrics());
    metrics.values().removeIf(value -> value.isNaN());
    return metrics;
  }
}
