package dev.lethe.compare.results;

import dev.lethe.compare.statistics.Comparison.Verdict;
import java.util.Locale;

/**
 * Result of a hypothesis of the plan.
 *
 * @param better method that was expected to be better
 * @param worse the other method
 * @param metric {@link RunMetric#key} of the metric
 * @param outcome what the test says
 * @param pair the comparison, in which the hypotheses of the plan are the family; null if no seed
 *     has both methods
 */
public record HypothesisResult(
    String better, String worse, String metric, Outcome outcome, PairResult pair) {

  /** Outcome of a hypothesis. */
  public enum Outcome {
    /** The method is better. */
    SUPPORTED,
    /** The other method is better. */
    CONTRADICTED,
    /** No difference is shown, which does not mean that there is none. */
    NOT_SHOWN,
    /** No outcome with so few seeds could have shown a difference. */
    TOO_FEW_SEEDS,
    /** No seed has both methods. */
    NOT_TESTED;

    /** Returns the outcome for the verdict of a comparison. */
    public static Outcome of(Verdict verdict) {
      return switch (verdict) {
        case BETTER -> SUPPORTED;
        case WORSE -> CONTRADICTED;
        case NO_DIFFERENCE_SHOWN, NOT_JUDGED -> NOT_SHOWN;
        case TOO_FEW_SEEDS -> TOO_FEW_SEEDS;
      };
    }

    /** Returns the outcome in words, e.g. {@code not shown}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
