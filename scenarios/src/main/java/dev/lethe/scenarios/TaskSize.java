package dev.lethe.scenarios;

/**
 * How long one task of a stream is.
 *
 * @param name as in {@link StreamExample#task()}
 * @param train number of training examples of all passes, 1 or more
 * @param evaluate number of evaluate examples, 0 or more
 */
public record TaskSize(String name, int train, int evaluate) {
  public TaskSize {
    if (train < 1) {
      throw new IllegalArgumentException(
          "training examples of task %s: got %d, expected 1 or more".formatted(name, train));
    }
    if (evaluate < 0) {
      throw new IllegalArgumentException(
          "evaluate examples of task %s: got %d, expected 0 or more".formatted(name, evaluate));
    }
  }

  /** All examples of the task. */
  public int total() {
    return Math.addExact(train, evaluate);
  }
}
