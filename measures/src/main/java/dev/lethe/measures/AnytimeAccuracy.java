package dev.lethe.measures;

/**
 * Average anytime accuracy, how well a model knows the windows so far during the whole stream:
 *
 * <pre>
 *   AAA = 1/T Σ_t A(t)          in [0, 1]
 * </pre>
 *
 * <p>A(t) is the {@link AverageAccuracy} of evaluation t = 1 … T, whether or not a window ended.
 * Evaluations without results are left out. L. Caccia et al., <i>New insights on reducing abrupt
 * representation change in online continual learning</i>, ICLR 2022.
 */
public final class AnytimeAccuracy {
  private final Mean mean = new Mean();

  /** Adds an evaluation. */
  public void add(AccuracyRow evaluation) {
    mean.add(AverageAccuracy.of(evaluation));
  }

  /** Returns AAA in [0, 1]; NaN before the first evaluation. */
  public double value() {
    return mean.value();
  }
}
