package dev.lethe.compare.statistics;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Values of two methods on one stream, paired by seed.
 *
 * @param seeds seeds that both methods have, ascending
 * @param first values of the first method, by seed
 * @param second values of the second method, by seed
 */
public record SeedPairs(List<Long> seeds, List<Double> first, List<Double> second) {
  public SeedPairs {
    seeds = List.copyOf(seeds);
    first = List.copyOf(first);
    second = List.copyOf(second);
    if (seeds.size() != first.size() || seeds.size() != second.size()) {
      throw new IllegalArgumentException(
          "pairs: got %d and %d values, expected one per seed (%d)"
              .formatted(first.size(), second.size(), seeds.size()));
    }
    Values.requireFinite("first", array(first));
    Values.requireFinite("second", array(second));
  }

  /** Pairs values by seed; seeds that one method lacks are left out. */
  public static SeedPairs of(Map<Long, Double> first, Map<Long, Double> second) {
    var seeds = new TreeSet<>(first.keySet());
    seeds.retainAll(second.keySet());
    return new SeedPairs(
        List.copyOf(seeds),
        seeds.stream().map(first::get).toList(),
        seeds.stream().map(second::get).toList());
  }

  /** Returns the differences, first less second, by seed. */
  public double[] differences() {
    double[] differences = array(first);
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= second.get(i);
    }
    return differences;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
