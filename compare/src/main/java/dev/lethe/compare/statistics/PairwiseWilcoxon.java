package dev.lethe.compare.statistics;

import java.util.ArrayList;
import java.util.List;

/** Wilcoxon signed-rank tests of all pairs of methods over streams, corrected by Holm's method. */
public final class PairwiseWilcoxon {
  /**
   * Test of one pair.
   *
   * @param first name of the first method
   * @param second name of the second method
   * @param test test of their differences; n is the number of streams
   * @param adjustedP p after Holm's correction over all pairs
   */
  public record Pair(String first, String second, TestResult test, double adjustedP) {}

  private PairwiseWilcoxon() {}

  /** Tests all pairs, in the order of the methods. */
  public static List<Pair> of(StreamScores scores) {
    List<String> methods = scores.methods();
    List<TestResult> tests = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      for (int j = i + 1; j < methods.size(); j++) {
        tests.add(WilcoxonTest.DEFAULT.test(scores.differences(i, j)));
      }
    }
    List<Double> adjusted = Holm.adjust(tests.stream().map(TestResult::p).toList());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      for (int j = i + 1; j < methods.size(); j++) {
        int pair = pairs.size();
        pairs.add(new Pair(methods.get(i), methods.get(j), tests.get(pair), adjusted.get(pair)));
      }
    }
    return List.copyOf(pairs);
  }
}
