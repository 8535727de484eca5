package dev.lethe.compare.results;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Comparison of methods over several streams. Each stream has one score per method, the mean over
 * its seeds, because seeds of one stream are not independent streams.
 *
 * @param n number of streams
 * @param ranks requested methods that have the metric on every stream, the best mean rank first
 * @param friedman test of the ranks
 * @param criticalDifference Nemenyi's critical difference of mean ranks
 * @param pairs all pairs of these methods
 * @param leftOut requested methods without a rank, with the streams on which they have no score
 */
public record OverStreams(
    int n,
    List<MeanRank> ranks,
    Friedman friedman,
    Nemenyi criticalDifference,
    List<StreamPair> pairs,
    Map<String, List<String>> leftOut) {

  /** Result of a pair for its first method. */
  public enum Outcome {
    BETTER,
    WORSE,
    NO_DIFFERENCE_SHOWN,
    /** No outcome on so few streams could have shown a difference. */
    TOO_FEW_STREAMS;

    /** Returns the outcome in words, e.g. {@code no difference shown}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * Rank of a method, 1 for the best, averaged over the streams.
   *
   * @param method the method
   * @param meanRank mean over the streams; ties share their average rank
   */
  public record MeanRank(String method, double meanRank) {}

  /**
   * Friedman's test: do the methods differ at all?
   *
   * @param test name of the test
   * @param n number of streams
   * @param chiSquared Friedman's χ², without correction for ties
   * @param f Iman and Davenport's F; NaN if all streams rank the methods alike
   * @param p p of F
   * @param smallestP smallest p that n streams can reach
   */
  public record Friedman(
      String test, int n, double chiSquared, double f, double p, double smallestP) {}

  /**
   * Nemenyi's critical difference. Methods whose mean ranks differ by less are not shown to differ.
   *
   * @param value the critical difference, in ranks
   * @param alpha error rate for all pairs together
   * @param groups largest sets of methods within which no pair differs by the value or more
   * @param text the critical difference in words
   */
  public record Nemenyi(double value, double alpha, List<List<String>> groups, String text) {
    public Nemenyi {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Difference between two methods, paired by stream.
   *
   * @param first first method, with the better mean rank
   * @param second second method
   * @param difference mean over the streams of first less second, a share of 1
   * @param wins streams on which the first method has the better score
   * @param losses streams on which the second method has it
   * @param n number of streams
   * @param test name of the test
   * @param p p of the test, two-sided, without correction
   * @param adjustedP p after Holm's correction for all pairs
   * @param smallestP smallest p that n streams can reach
   * @param outcome result for the first method
   */
  public record StreamPair(
      String first,
      String second,
      double difference,
      int wins,
      int losses,
      int n,
      String test,
      double p,
      double adjustedP,
      double smallestP,
      Outcome outcome) {}

  public OverStreams {
    ranks = List.copyOf(ranks);
    pairs = List.copyOf(pairs);
    leftOut = new TreeMap<>(leftOut);
  }

  /** Returns the methods, the best mean rank first. */
  public List<String> methods() {
    return ranks.stream().map(MeanRank::method).toList();
  }
}
