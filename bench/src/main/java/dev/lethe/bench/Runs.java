package dev.lethe.bench;

import dev.lethe.bench.ResultStore.Key;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Runs whose results are kept. */
final class Runs {
  /**
   * One that is wanted.
   *
   * @param name group and name, e.g. {@code seq-mnist/er-200}; the group is the file it is kept in
   */
  record Run(String name, Trial trial, Key key) {}

  private Runs() {}

  /** Makes them, several at a time, and keeps each as soon as it is done. */
  static void keep(List<Run> runs, ResultStore store, int threads)
      throws InterruptedException, ExecutionException {
    make(runs, (run, result) -> store.put(run.name().split("/")[0], run.key(), result), threads);
  }

  /**
   * Makes them, several at a time.
   *
   * @param done hears of each as soon as it is, on the thread that made it
   */
  static void make(List<Run> runs, BiConsumer<Run, Result> done, int threads)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long begin = System.nanoTime();
      List<Future<Result>> running =
          runs.stream().map(run -> pool.submit(() -> make(run, done))).toList();
      for (int i = 0; i < runs.size(); i++) {
        Run run = runs.get(i);
        Result result = running.get(i).get();
        double each = (System.nanoTime() - begin) / 1e9 / (i + 1);
        System.err.printf(
            "%s seed %d: %s in %.0f s (%d of %d, about %.0f s left)%n",
            run.name(),
            run.key().seed(),
            cameTo(result),
            result.seconds(),
            i + 1,
            runs.size(),
            each * (runs.size() - i - 1));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Result make(Run run, BiConsumer<Run, Result> done) {
    Result result = run.trial().run(run.key().seed());
    done.accept(run, result);
    return result;
  }

  private static Map<Metric, Double> cameTo(Result result) {
    Map<Metric, Double> metrics = new TreeMap<>(result.metrics());
    metrics.values().removeIf(value -> value.isNaN());
    return metrics;
  }
}
