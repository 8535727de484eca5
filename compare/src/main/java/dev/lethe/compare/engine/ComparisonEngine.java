package dev.lethe.compare.engine;

import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.compare.plan.ComparisonDirectory.Finished;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.SharedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Executes the runs of a comparison, several at a time. Runs that the directory has are not
 * executed again.
 *
 * <p>Thread-safe.
 */
public final class ComparisonEngine implements AutoCloseable {
  private final RunAccess access;
  private final RunSettings settings;
  private final ComparisonDirectory directory;
  private final ExecutorService pool;
  private final SharedInput shared = SharedInput.ofHeap();
  private final Set<RunExecution> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param parallel number of runs at a time, 1 or more
   */
  public ComparisonEngine(
      RunAccess access, RunSettings settings, ComparisonDirectory directory, int parallel) {
    this.access = access;
    this.settings = settings;
    this.directory = directory;
    this.pool =
        Executors.newFixedThreadPool(
            parallel,
            task -> {
              var thread = new Thread(task, "compare");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Executes runs.
   *
   * @param listener receives each run that is executed, as soon as it has finished or failed, on
   *     any thread
   * @return all runs, in the same order
   * @throws CancellationException if the engine is closed meanwhile: what has finished is stored,
   *     and the other runs can be continued
   */
  public List<Finished> execute(List<PlannedRun> runs, Consumer<Finished> listener)
      throws InterruptedException {
    List<Future<Finished>> futures =
        runs.stream().map(run -> pool.submit(() -> execute(run, listener))).toList();
    List<Finished> finished = new ArrayList<>();
    for (Future<Finished> future : futures) {
      try {
        finished.add(future.get());
      } catch (ExecutionException e) {
        close();
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
    return finished;
  }

  private Finished execute(PlannedRun planned, Consumer<Finished> listener)
      throws InterruptedException {
    Optional<Finished> before = directory.find(planned.run());
    if (before.isPresent()) {
      return before.get();
    }
    var execution = new RunExecution(access, settings, planned, shared);
    running.add(execution);
    try {
      if (closed) {
        throw new CancellationException("run " + planned.run());
      }
      Finished now = execution.execute();
      directory.store(now);
      listener.accept(now);
      return now;
    } finally {
      running.remove(execution);
    }
  }

  /** Stops all runs, so that they can be continued, and waits for them. */
  @Override
  public void close() {
    closed = true;
    pool.shutdown();
    running.stream().parallel().forEach(RunExecution::cancel);
    pool.shutdownNow();
  }
}
