package dev.lethe.compare.analysis;

import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.PairResult;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.RunMetric.Unit;
import dev.lethe.compare.statistics.Interval;
import java.util.Locale;

/**
 * Values of a metric with unit, interval and n, e.g. {@code 86.1 % [85.0, 87.2] (95 % t interval, n
 * = 10)}.
 *
 * @param metric the metric
 */
record MetricText(RunMetric metric) {
  /** Returns the mean of a method; "unknown" if no run has the metric. */
  String mean(MethodResult method) {
    String unit = unit(metric.unit() == Unit.PERCENT ? " %" : " points");
    return method
        .metric(metric)
        .map(each -> number(each.mean()) + unit + interval(each.interval(), each.n()))
        .orElse("unknown");
  }

  /** Returns the difference of a pair, with its sign. */
  String difference(PairResult pair) {
    String sign = pair.difference() > 0 ? "+" : "";
    return sign + number(pair.difference()) + unit(" points") + interval(pair.interval(), pair.n());
  }

  private String interval(Interval interval, int n) {
    return interval.isKnown()
        ? " [%s, %s] (95 %% t interval, n = %d)"
            .formatted(number(interval.low()), number(interval.high()), n)
        : " (n = %d, no interval)".formatted(n);
  }

  private String unit(String share) {
    return metric.unit() == Unit.RATIO ? "" : share;
  }

  private String number(double value) {
    String text =
        metric.unit() == Unit.RATIO
            ? String.format(Locale.ROOT, "%.2f", value)
            : String.format(Locale.ROOT, "%.1f", 100 * value);
    // Without a sign before 0.
    return text.matches("-0\\.0+") ? text.substring(1) : text;
  }
}
