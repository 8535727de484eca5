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
import java.util.function.Function;

/**
 * Executes the runs of a comparison, several at a time. Runs that the directory has are not
 * executed again.
 *
 * <p>Thread-safe.
 */
public final class ComparisonEngine implements AutoCloseable {
  private final Function<PlannedRun, Execution> executions;
  private final ComparisonDirectory directory;
  private final ExecutorService pool;
  private final Set<Execution> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** One execution of a run. */
  interface Execution {
    /**
     * Executes the run, or continues it.
     *
     * @throws CancellationException if it was cancelled before its end
     */
    Finished execute() throws InterruptedException;

    /** Stops the run; it can be continued. Waits until it has stopped. */
    void cancel();
  }

  /**
   * @param parallel number of runs at a time, 1 or more
   */
  public ComparisonEngine(
      RunAccess access, RunSettings settings, ComparisonDirectory directory, int parallel) {
    this(executions(access, settings), directory, parallel);
  }

  private static Function<PlannedRun, Execution> executions(
      RunAccess access, RunSettings settings) {
    SharedInput shared = SharedInput.ofHeap();
    return planned -> new RunExecution(access, settings, planned, shared);
  }

  ComparisonEngine(
      Function<PlannedRun, Execution> executions, ComparisonDirectory directory, int parallel) {
    this.executions = executions;
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
        throw failure(e.getCause());
      }
    }
    return finished;
  }

  private static RuntimeException failure(Throwable cause) {
    // Kafka's clients wrap it
    if (cause instanceof InterruptedException || cause.getCause() instanceof InterruptedException) {
      // only close() interrupts a run
      var cancelled = new CancellationException("the engine was closed");
      cancelled.initCause(cause);
      return cancelled;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  private Finished execute(PlannedRun planned, Consumer<Finished> listener)
      throws InterruptedException {
    Optional<Finished> before = directory.find(planned.run());
    if (before.isPresent()) {
      return before.get();
    }
    Execution execution = executions.apply(planned);
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
    running.stream().parallel().forEach(Execution::cancel);
    pool.shutdownNow();
  }
}
