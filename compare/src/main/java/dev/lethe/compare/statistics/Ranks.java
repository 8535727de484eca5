package dev.lethe.compare.statistics;

import java.util.stream.IntStream;

/**
 * Ranks from 1, ascending; ties share their average rank. Values that differ by rounding only are
 * ties, unlike in the ranking of hipparchus, which compares bits.
 *
 * @param ranks rank of each value
 * @param tieTerm Σ (t³ − t) over the groups of t tied values
 */
record Ranks(double[] ranks, double tieTerm) {
  static Ranks of(double[] values) {
    int n = values.length;
    double tolerance = Values.tolerance(values);
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[n];
    double tieTerm = 0;
    int from = 0;
    while (from < n) {
      int to = from + 1;
      while (to < n && values[order[to]] - values[order[to - 1]] <= tolerance) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      double tied = to - from;
      tieTerm += tied * tied * tied - tied;
      from = to;
    }
    return new Ranks(ranks, tieTerm);
  }
}
