package dev.lethe.compare.statistics;

import dev.lethe.common.random.NamedRandom;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Probability that a run of one method has a higher value than a run of another, with a stratified
 * bootstrap interval (Agarwal et al., Deep reinforcement learning at the edge of the statistical
 * precipice, NeurIPS 2021).
 *
 * <pre>
 *   P(X &gt; Y) = mean over streams of U / (n m), U = number of pairs with x &gt; y; equal pairs count ½
 * </pre>
 *
 * The runs of each method on each stream are resampled by themselves. The interval needs two runs
 * of each method on a stream; with few runs it is too narrow.
 */
public final class ProbabilityOfImprovement {
  /**
   * Values of two methods on one stream; they need not be paired.
   *
   * @param first finite values of the first method, one or more
   * @param second finite values of the second method, one or more
   */
  public record Stream(double[] first, double[] second) {
    public Stream {
      first = Values.requireFinite("first", first);
      second = Values.requireFinite("second", second);
      Values.requireAtLeast("first", 1, first.length);
      Values.requireAtLeast("second", 1, second.length);
    }

    private int n() {
      return Math.min(first.length, second.length);
    }
  }

  private ProbabilityOfImprovement() {}

  /** Returns U / (n m) for one stream; NaN if a sample is empty. */
  public static double of(double[] first, double[] second) {
    double tolerance =
        Math.max(
            Values.tolerance(Values.requireFinite("first", first)),
            Values.tolerance(Values.requireFinite("second", second)));
    double wins = 0;
    for (double x : first) {
      for (double y : second) {
        wins += Math.abs(x - y) <= tolerance ? 0.5 : x > y ? 1 : 0;
      }
    }
    return wins / ((double) first.length * second.length);
  }

  /**
   * Returns the probability over several streams with its 95 % percentile interval.
   *
   * @param streams one or more; n of the interval is the number of runs of the smaller sample,
   *     summed over streams
   * @param resamples number of resamples, 1 or more
   * @param seed seed of the resamples
   */
  public static Interval interval(List<Stream> streams, int resamples, long seed) {
    Values.requireAtLeast("streams", 1, streams.size());
    Values.requireAtLeast("resamples", 1, resamples);
    int n = streams.stream().mapToInt(Stream::n).sum();
    double estimate = mean(streams);
    if (streams.stream().anyMatch(stream -> stream.n() < 2)) {
      return Interval.unknown(Interval.Kind.PERCENTILE, n, estimate);
    }
    UniformRandomProvider random = NamedRandom.forData(seed, "statistics/improvement");
    double[] resampled = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      resampled[i] = mean(streams.stream().map(stream -> resample(stream, random)).toList());
    }
    Arrays.sort(resampled);
    double tail = (1 - Interval.LEVEL) / 2;
    return new Interval(
        Interval.Kind.PERCENTILE,
        Interval.LEVEL,
        n,
        estimate,
        BootstrapDistribution.quantile(resampled, tail),
        BootstrapDistribution.quantile(resampled, 1 - tail));
  }

  private static double mean(List<Stream> streams) {
    return streams.stream()
        .mapToDouble(stream -> of(stream.first, stream.second))
        .average()
        .orElseThrow();
  }

  private static Stream resample(Stream stream, UniformRandomProvider random) {
    double[] first = new double[stream.first.length];
    double[] second = new double[stream.second.length];
    BootstrapDistribution.resample(stream.first, first, random);
    BootstrapDistribution.resample(stream.second, second, random);
    return new Stream(first, second);
  }
}
