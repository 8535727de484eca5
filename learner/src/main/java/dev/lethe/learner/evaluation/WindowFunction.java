package dev.lethe.learner.evaluation;

/**
 * Function of a window.
 *
 * @param <S> sample of the window
 * @param <R> result
 */
@FunctionalInterface
interface WindowFunction<S, R> {
  /** Applies the function to a window, whose task may be null. */
  R apply(int window, String task, S sample);
}
