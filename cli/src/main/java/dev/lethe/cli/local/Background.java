package dev.lethe.cli.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Tasks on daemon threads of their own: a task that hangs does not keep the process. */
final class Background {

  private Background() {}

  /**
   * Starts a task.
   *
   * @param name name of the thread
   * @return result of the task, or its error
   */
  static <T> CompletableFuture<T> start(String name, Supplier<T> task) {
    var done = new CompletableFuture<T>();
    var thread =
        new Thread(
            () -> {
              try {
                done.complete(task.get());
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  /** Waits for a task and returns its result, or throws its error. */
  static <T> T result(CompletableFuture<T> task) {
    try {
      return task.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
