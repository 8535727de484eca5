package dev.lethe.measures.promotion;

/**
 * Results of two runs on the holdout of one window.
 *
 * @param examples size of the holdout, at least 1
 * @param challenger correct predictions of the challenger, 0 to {@code examples}
 * @param champion correct predictions of the champion, 0 to {@code examples}
 */
public record HoldoutPair(int examples, int challenger, int champion) {
  public HoldoutPair {
    if (examples < 1
        || challenger < 0
        || challenger > examples
        || champion < 0
        || champion > examples) {
      throw new IllegalArgumentException(
          "holdout: got %d and %d correct of %d, expected counts within the holdout"
              .formatted(challenger, champion, examples));
    }
  }

  double difference() {
    return (double) (challenger - champion) / examples;
  }

  /** Returns the largest number of examples on which exactly one of the two can be right. */
  int maxDisagreements() {
    int correct = challenger + champion;
    return Math.min(correct, 2 * examples - correct);
  }
}
