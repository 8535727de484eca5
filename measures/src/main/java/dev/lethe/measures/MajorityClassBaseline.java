package dev.lethe.measures;

import java.util.HashMap;
import java.util.Map;

/**
 * Majority-class baseline, the prequential accuracy of predicting the label that was the most
 * frequent one so far:
 *
 * <pre>
 *   P = 1/t Σ_{s≤t} [y_s = argmax_c n_c(s − 1)]          the first prediction counts as wrong
 * </pre>
 *
 * <p>n_c(s) is the number of labels c among the first s; of equally frequent labels, the one that
 * became so first is predicted. On unbalanced streams it exceeds many models. A. Bifet et al.,
 * <i>Machine Learning for Data Streams</i>, MIT Press 2018.
 */
public final class MajorityClassBaseline {
  private final Map<Integer, Long> counts = new HashMap<>();
  private Tally tally = Tally.NONE;
  private int majority;

  /** Adds the next label of the stream. */
  public void add(int label) {
    tally = tally.scored(tally.scored() > 0 && label == majority);
    long count = counts.merge(label, 1L, Long::sum);
    if (tally.scored() == 1 || count > counts.get(majority)) {
      majority = label;
    }
  }

  /** Returns P in [0, 1]; NaN before the first label. */
  public double value() {
    return tally.accuracy();
  }
}
