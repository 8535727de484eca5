package dev.lethe.compare.statistics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Correction of several p-values that controls the probability of any false rejection (Holm, A
 * simple sequentially rejective multiple test procedure, 1979), whatever their dependence.
 */
public final class Holm {
  private Holm() {}

  /**
   * Returns the adjusted p-values, in the order given: the i-th smallest of m is max over j ≤ i of
   * (m − j + 1) p(j), at most 1.
   *
   * @param p p-values, 0 to 1
   * @throws IllegalArgumentException if a value is outside 0 to 1
   */
  public static List<Double> adjust(List<Double> p) {
    int m = p.size();
    for (double each : p) {
      if (!(each >= 0 && each <= 1)) {
        throw new IllegalArgumentException("p: got %s, expected 0 to 1".formatted(each));
      }
    }
    List<Integer> ascending =
        IntStream.range(0, m).boxed().sorted((a, b) -> Double.compare(p.get(a), p.get(b))).toList();
    Double[] adjusted = new Double[m];
    double max = 0;
    for (int i = 0; i < m; i++) {
      max = Math.max(max, (m - i) * p.get(ascending.get(i)));
      adjusted[ascending.get(i)] = Math.min(1, max);
    }
    return List.of(adjusted);
  }
}
