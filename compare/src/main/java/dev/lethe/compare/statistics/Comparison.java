package dev.lethe.compare.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Comparison of two methods on one stream, paired by seed: the mean difference with its t interval,
 * and a paired permutation test.
 *
 * <p>The verdict follows the test, never the interval alone. For few seeds the t interval assumes
 * normal differences and may exclude 0 where no exact test can tell.
 *
 * @param interval mean difference, first less second, with its interval and the number of seeds
 * @param test test of the difference
 * @param adjustedP p after correction for the other comparisons of its family; p itself if it is
 *     alone
 * @param family number of comparisons in the family
 * @param alpha error rate of the verdict, between 0 and 1
 * @param goal direction in which the metric improves
 */
public record Comparison(
    Interval interval, TestResult test, double adjustedP, int family, double alpha, Goal goal) {
  /** Error rate unless another one is named. */
  public static final double ALPHA = 0.05;

  /** The test in words, as plans record it. */
  public static final String TEST =
      "paired permutation test, two-sided, at an error rate of "
          + ALPHA
          + " for a family of comparisons (Holm)";

  /** Direction in which a metric improves. */
  public enum Goal {
    /** As for accuracy. */
    HIGHER,
    /** As for forgetting. */
    LOWER
  }

  /** Result for the first method, in words. */
  public enum Verdict {
    BETTER,
    WORSE,
    NO_DIFFERENCE_SHOWN,
    /** No outcome with so few seeds could have shown a difference. */
    TOO_FEW_SEEDS,
    /** The better method was chosen with the runs that judge it, so no test holds. */
    NOT_JUDGED;

    /** Returns the verdict in words, e.g. {@code no difference shown}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public Comparison {
    Values.requireProbability("alpha", alpha);
    Values.requireAtLeast("family", 1, family);
  }

  /** Compares two methods by a two-sided test at an error rate of {@value #ALPHA}. */
  public static Comparison of(SeedPairs pairs, Goal goal) {
    double[] differences = pairs.differences();
    TestResult test = PermutationTest.DEFAULT.test(differences);
    return new Comparison(Moments.of(differences).interval(), test, test.p(), 1, ALPHA, goal);
  }

  /** Returns comparisons of one family, adjusted by Holm's method. */
  public static List<Comparison> holm(List<Comparison> family) {
    List<Double> adjusted =
        Holm.adjust(family.stream().map(comparison -> comparison.test.p()).toList());
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < family.size(); i++) {
      Comparison alone = family.get(i);
      comparisons.add(
          new Comparison(
              alone.interval, alone.test, adjusted.get(i), family.size(), alone.alpha, alone.goal));
    }
    return List.copyOf(comparisons);
  }

  /** Returns the mean difference, first less second; NaN without seeds. */
  public double difference() {
    return interval.estimate();
  }

  /** Returns p of the test, without correction. */
  public double p() {
    return test.p();
  }

  /** Returns the number of seeds. */
  public int n() {
    return test.n();
  }

  /** Returns the result for the first method. */
  public Verdict verdict() {
    if (adjustedP <= alpha) {
      boolean higher = difference() > 0;
      return higher == (goal == Goal.HIGHER) ? Verdict.BETTER : Verdict.WORSE;
    }
    return test.tooFewFor(alpha / family) ? Verdict.TOO_FEW_SEEDS : Verdict.NO_DIFFERENCE_SHOWN;
  }

  /** Returns the verdict with its numbers as one line. */
  public String text() {
    String adjusted =
        family > 1
            ? String.format(Locale.ROOT, ", %.3g after Holm over %d comparisons", adjustedP, family)
            : "";
    return "%s: %s; %s%s"
        .formatted(verdict().text(), interval.text(), test.text(alpha / family), adjusted);
  }
}
