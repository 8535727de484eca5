package dev.lethe.measures.promotion;

import java.util.List;

/**
 * Results of two runs on the holdout of one window.
 *
 * @param examples size of the holdout, at least 1
 * @param onlyChallenger number of examples on which only the challenger is right
 * @param onlyChampion number of examples on which only the champion is right
 */
public record HoldoutPair(int examples, int onlyChallenger, int onlyChampion) {
  public HoldoutPair {
    if (examples < 1
        || onlyChallenger < 0
        || onlyChampion < 0
        || onlyChampion > examples - onlyChallenger) {
      throw new IllegalArgumentException(
          "holdout: got %d and %d disagreements of %d, expected counts within the holdout"
              .formatted(onlyChallenger, onlyChampion, examples));
    }
  }

  /**
   * Returns the pair with the largest number of disagreements that two numbers of correct
   * predictions allow. It is the weakest evidence of all such pairs.
   *
   * @param challenger correct predictions of the challenger, 0 to {@code examples}
   * @param champion correct predictions of the champion, 0 to {@code examples}
   */
  public static HoldoutPair ofCounts(int examples, int challenger, int champion) {
    if (challenger < 0 || challenger > examples || champion < 0 || champion > examples) {
      throw new IllegalArgumentException(
          "holdout: got %d and %d correct of %d, expected counts within the holdout"
              .formatted(challenger, champion, examples));
    }
    return new HoldoutPair(
        examples,
        Math.min(challenger, examples - champion),
        Math.min(champion, examples - challenger));
  }

  /** Returns the difference of the average accuracies, in [-1, 1]; NaN without holdouts. */
  public static double difference(List<HoldoutPair> holdouts) {
    return holdouts.stream().mapToDouble(HoldoutPair::difference).average().orElse(Double.NaN);
  }

  double difference() {
    return (double) (onlyChallenger - onlyChampion) / examples;
  }

  int ties() {
    return examples - onlyChallenger - onlyChampion;
  }
}
