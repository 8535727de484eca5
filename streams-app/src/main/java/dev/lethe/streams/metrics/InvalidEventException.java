package dev.lethe.streams.metrics;

import dev.lethe.schemas.Outcomes;

/** An event with impossible values. It changed nothing, and reading it again will not help. */
public final class InvalidEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidEventException(String message) {
    super(message);
  }

  static int requireWindow(int window) {
    if (window < 0) {
      throw new InvalidEventException("window: got %d, expected 0 or more".formatted(window));
    }
    return window;
  }

  /** Requires one label for each predicted class. */
  public static void requirePairs(Outcomes outcomes) {
    if (outcomes.getPredicted().size() != outcomes.getLabels().size()) {
      throw new InvalidEventException(
          "labels: got %d, expected %d, one for each predicted class"
              .formatted(outcomes.getLabels().size(), outcomes.getPredicted().size()));
    }
  }
}
