package dev.lethe.compare.report;

import dev.lethe.compare.results.RunResult.CurvePoint;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Curve of one run, linear between its points and undefined outside them. */
final class CurveLine {
  private final NavigableMap<Long, Double> values;

  private CurveLine(NavigableMap<Long, Double> values) {
    this.values = values;
  }

  /** Returns the curve of a metric, without the points where it is not defined. */
  static CurveLine of(List<CurvePoint> points, ToDoubleFunction<CurvePoint> value) {
    NavigableMap<Long, Double> values = new TreeMap<>();
    for (CurvePoint point : points) {
      double y = value.applyAsDouble(point);
      if (Double.isFinite(y)) {
        values.put(point.examples(), y);
      }
    }
    return new CurveLine(values);
  }

  Set<Long> positions() {
    return values.keySet();
  }

  /** Returns the value after a number of predictions; NaN outside the curve. */
  double at(long examples) {
    Map.Entry<Long, Double> before = values.floorEntry(examples);
    Map.Entry<Long, Double> after = values.ceilingEntry(examples);
    if (before == null || after == null) {
      return Double.NaN;
    }
    long span = after.getKey() - before.getKey();
    double share = span == 0 ? 0 : (double) (examples - before.getKey()) / span;
    return before.getValue() + share * (after.getValue() - before.getValue());
  }
}
