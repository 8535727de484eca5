package dev.lethe.compare.analysis;

import dev.lethe.compare.results.OverStreams.Outcome;
import dev.lethe.compare.results.OverStreams.StreamPair;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.statistics.Comparison;
import dev.lethe.compare.statistics.Comparison.Goal;
import dev.lethe.compare.statistics.PairwiseWilcoxon;
import dev.lethe.compare.statistics.StreamScores;
import java.util.List;
import java.util.stream.DoubleStream;

/** Compares methods in pairs, paired by stream. All pairs are one family of tests. */
final class StreamPairs {
  private StreamPairs() {}

  /**
   * Compares all pairs.
   *
   * @param scores scores of which higher is better, the method with the best mean rank first
   */
  static List<StreamPair> of(StreamScores scores, RunMetric metric) {
    List<PairwiseWilcoxon.Pair> tests = PairwiseWilcoxon.of(scores);
    return tests.stream().map(test -> pair(test, scores, metric, tests.size())).toList();
  }

  private static StreamPair pair(
      PairwiseWilcoxon.Pair pair, StreamScores scores, RunMetric metric, int family) {
    int first = scores.methods().indexOf(pair.first());
    int second = scores.methods().indexOf(pair.second());
    double[] differences =
        scores.scores().stream().mapToDouble(row -> row.get(first) - row.get(second)).toArray();
    double mean = DoubleStream.of(differences).average().orElseThrow();
    return new StreamPair(
        pair.first(),
        pair.second(),
        metric.goal() == Goal.HIGHER ? mean : -mean,
        (int) DoubleStream.of(differences).filter(each -> each > 0).count(),
        (int) DoubleStream.of(differences).filter(each -> each < 0).count(),
        pair.test().n(),
        pair.test().test(),
        pair.test().p(),
        pair.adjustedP(),
        pair.test().smallestP(),
        outcome(pair, differences, family));
  }

  private static Outcome outcome(PairwiseWilcoxon.Pair pair, double[] differences, int family) {
    if (pair.adjustedP() <= Comparison.ALPHA) {
      long ranked = DoubleStream.of(differences).filter(each -> each != 0).count();
      // the direction of the test, R+ above half of all ranks, which a mean need not have
      return pair.test().statistic() > ranked * (ranked + 1) / 4.0 ? Outcome.BETTER : Outcome.WORSE;
    }
    return pair.test().tooFewFor(Comparison.ALPHA / family)
        ? Outcome.TOO_FEW_STREAMS
        : Outcome.NO_DIFFERENCE_SHOWN;
  }
}
