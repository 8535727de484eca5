package dev.lethe.bench;

import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param bins mean error of equal stretches of a regression, in their order; of classes none
 * @param seconds that it took
 */
record Result(Map<Figure, Double> figures, List<Double> bins, double seconds) {
  Result {
    figures = Map.copyOf(figures);
    bins = List.copyOf(bins);
  }
}
