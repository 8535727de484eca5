package dev.lethe.measures;

/**
 * No-change baseline, the prequential accuracy of predicting the label before:
 *
 * <pre>
 *   P = 1/t Σ_{s≤t} [y_s = y_{s−1}]          the first prediction counts as wrong
 * </pre>
 *
 * <p>On streams whose labels come in stretches it exceeds many models, so a prequential accuracy
 * should be read beside it. I. Žliobaitė et al., <i>Evaluation methods and decision theory for
 * classification of streaming data with temporal dependence</i>, Machine Learning 98, 2015.
 */
public final class NoChangeBaseline {
  private Tally tally = Tally.NONE;
  private int lastLabel;

  /** Adds the next label of the stream. */
  public void add(int label) {
    tally = tally.scored(tally.scored() > 0 && label == lastLabel);
    lastLabel = label;
  }

  /** Returns P in [0, 1]; NaN before the first label. */
  public double value() {
    return tally.accuracy();
  }
}
