package dev.lethe.trainer.simulated;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Background thread of a simulation: runs a task at once, or at a later boundary. */
public final class SeededExecutor extends AbstractExecutorService {
  private final SplittableRandom random;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean draining;
  private boolean prompt;

  public SeededExecutor(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    if (draining || prompt || random.nextInt(3) == 0) {
      runAll();
    }
  }

  /** Perhaps runs what waits. */
  public void mayRun() {
    if (!waiting.isEmpty() && random.nextInt(12) == 0) {
      runAll();
    }
  }

  /** Runs what waits, and all later tasks at once. */
  public void drain() {
    draining = true;
    runAll();
  }

  /** Starts or ends a time in which tasks run at once. */
  public void prompt(boolean now) {
    prompt = now;
    if (now) {
      runAll();
    }
  }

  /** Runs what waits. */
  public void runAll() {
    if (busy) {
      return;
    }
    busy = true;
    try {
      while (!waiting.isEmpty()) {
        waiting.remove().run();
      }
    } finally {
      busy = false;
    }
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
