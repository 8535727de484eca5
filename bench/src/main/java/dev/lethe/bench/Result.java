package dev.lethe.bench;

import java.util.Collections;
import java.util.EnumMap;
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
    // in the order of the enum, also in files
    Map<Figure, Double> ordered = new EnumMap<>(Figure.class);
    ordered.putAll(figures);
    figures = Collections.unmodifiableMap(ordered);
    bins = List.copyOf(bins);
  }
}
