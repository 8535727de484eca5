package dev.lethe.scenarios;

/**
 * Number of examples of one task of a stream.
 *
 * @param name name of the task, as in {@link StreamExample#task()}
 * @param train number of training examples of all passes, at least 1
 * @param evaluate number of evaluation examples, at least 0
 */
public record TaskSize(String name, int train, int evaluate) {
  public TaskSize {
    if (train < 1) {
      throw new IllegalArgumentException(
          "training examples of task %s: got %d, expected 1 or more".formatted(name, train));
    }
    if (evaluate < 0) {
      throw new IllegalArgumentException(
          "evaluation examples of task %s: got %d, expected 0 or more".formatted(name, evaluate));
    }
  }

  /** Returns the number of all examples of the task. */
  public int total() {
    return Math.addExact(train, evaluate);
  }
}
