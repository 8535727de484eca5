package dev.lethe.trainer.simulated;

import java.util.function.Supplier;

/** Boundaries at which a process of a simulation may crash, or a request may fail. */
@FunctionalInterface
public interface Boundaries {
  /**
   * Passes a boundary.
   *
   * @param name name of the boundary, such as {@code before commit}
   * @throws RuntimeException if the request fails here
   * @throws Error if the process crashes here
   */
  void pass(String name);

  /** Performs a request between two boundaries. */
  default <T> T around(String request, Supplier<T> action) {
    pass("before " + request);
    T result = action.get();
    pass("after " + request);
    return result;
  }

  /** Performs a request between two boundaries. */
  default void around(String request, Runnable action) {
    pass("before " + request);
    action.run();
    pass("after " + request);
  }
}
