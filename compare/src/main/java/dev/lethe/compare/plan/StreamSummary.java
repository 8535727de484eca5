package dev.lethe.compare.plan;

import dev.lethe.compare.results.StreamFacts;
import java.util.List;

/**
 * A stream as one run has met it.
 *
 * @param examples predicted examples
 * @param labelled those with a label
 * @param noChange accuracy of predicting the label before, in [0, 1]; NaN without labels
 * @param majorityClass accuracy of predicting the most frequent label so far, in [0, 1]; NaN
 *     without labels
 * @param windows task windows in order
 */
public record StreamSummary(
    long examples,
    long labelled,
    double noChange,
    double majorityClass,
    List<StreamFacts.Window> windows) {
  public StreamSummary {
    windows = List.copyOf(windows);
  }
}
