package dev.lethe.compare.analysis;

import dev.lethe.common.text.Suggestions;
import dev.lethe.compare.results.RunMetric;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that was fixed before any run: one method is better than another one by a metric.
 *
 * @param better method that is expected to be better
 * @param worse the other method
 * @param metric {@link RunMetric#key} of the metric; null for that of the ranking
 */
public record Hypothesis(String better, String worse, String metric) {
  private static final Pattern FORM =
      Pattern.compile("(?<better>.+?)\\s+>\\s+(?<worse>.+?)(\\s+by\\s+(?<metric>\\S+))?");

  public Hypothesis {
    if (better.equals(worse)) {
      throw new IllegalArgumentException(
          "hypothesis: got %s twice, expected two methods".formatted(better));
    }
    if (metric != null) {
      RunMetric.parse(metric);
    }
  }

  /**
   * Parses {@code METHOD > METHOD} or {@code METHOD > METHOD by METRIC}.
   *
   * @throws IllegalArgumentException if it has another form, or names a method or metric that does
   *     not exist
   */
  public static Hypothesis parse(String text, List<ComparedMethod> methods) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "hypothesis: got '%s', expected 'METHOD > METHOD' or 'METHOD > METHOD by METRIC'"
              .formatted(text));
    }
    List<String> names = methods.stream().map(ComparedMethod::method).toList();
    return new Hypothesis(
        known(matcher.group("better"), names),
        known(matcher.group("worse"), names),
        matcher.group("metric"));
  }

  private static String known(String method, List<String> names) {
    if (!names.contains(method)) {
      throw new IllegalArgumentException(
          "hypothesis: got method '%s', expected one of this comparison: %s%s"
              .formatted(method, String.join(", ", names), Suggestions.didYouMean(method, names)));
    }
    return method;
  }

  /**
   * Returns the name of the metric.
   *
   * @param ranking metric of the ranking; null for the default
   */
  public String metricOr(String ranking) {
    String known = metric == null ? ranking : metric;
    return known == null ? "ranking" : known;
  }

  /** Returns the metric. */
  RunMetric metric(RunMetric ranking) {
    return metric == null ? ranking : RunMetric.parse(metric);
  }
}
