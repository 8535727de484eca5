package dev.lethe.bench;

import dev.lethe.bench.ResultStore.Key;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long begin = System.nanoTime();
      List<Future<Result>> running =
          runs.stream().map(run -> pool.submit(() -> keep(run, store))).toList();
      for (int i = 0; i < runs.size(); i++) {
        Run run = runs.get(i);
        Result result = running.get(i).get();
        double each = (System.nanoTime() - begin) / 1e9 / (i + 1);
        System.err.printf(
            "%s seed %d: %s in %.0f s (%d of %d, about %.0f s left)%n",
            run.name(),
            run.key().seed(),
            result.figures(),
            result.seconds(),
            i + 1,
            runs.size(),
            each * (runs.size() - i - 1));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Result keep(Run run, ResultStore store) {
    Result result = run.trial().run(run.key().seed());
    store.put(run.name().split("/")[0], run.key(), result);
    return result;
  }
}
