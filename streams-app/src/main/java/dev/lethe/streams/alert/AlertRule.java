package dev.lethe.streams.alert;

import dev.lethe.schemas.RunMetrics;
import dev.lethe.streams.alert.AlertMetric.Value;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Condition on the metrics of a run, and how long it must hold.
 *
 * @param name name of the rule, unique in its file
 * @param condition text of the rule without its name
 * @param metric metric to compare
 * @param selector values of the metric to compare
 * @param comparison comparison with the threshold
 * @param threshold number to compare with
 * @param duration event time for which the condition must hold before the alert fires
 * @param run pattern of run names
 * @param method pattern of method expressions; empty for all methods
 */
public record AlertRule(
    String name,
    String condition,
    AlertMetric metric,
    Selector selector,
    Comparison comparison,
    double threshold,
    Duration duration,
    Pattern run,
    Optional<Pattern> method) {

  /** Values of a metric that a rule compares. */
  sealed interface Selector {
    /** The value of the run. */
    record OfRun() implements Selector {}

    /** A member of the metric, such as a health metric. */
    record Named(String name) implements Selector {}

    /** One task window. */
    record OneWindow(int number) implements Selector {}

    /** At least one task window. */
    record AnyWindow() implements Selector {}

    /** All task windows that have a value, at least one. */
    record AllWindows() implements Selector {}
  }

  /** Comparison with a threshold. */
  enum Comparison {
    ABOVE(">"),
    AT_LEAST(">="),
    BELOW("<"),
    AT_MOST("<=");

    private final String text;

    Comparison(String text) {
      this.text = text;
    }

    static Comparison of(String text) {
      for (Comparison comparison : values()) {
        if (comparison.text.equals(text)) {
          return comparison;
        }
      }
      throw new IllegalArgumentException("got '%s', expected >, >=, < or <=".formatted(text));
    }

    boolean holds(double value, double threshold) {
      return switch (this) {
        case ABOVE -> value > threshold;
        case AT_LEAST -> value >= threshold;
        case BELOW -> value < threshold;
        case AT_MOST -> value <= threshold;
      };
    }

    /** Orders values so that the one that goes furthest beyond the threshold comes last. */
    private Comparator<Value> severity() {
      Comparator<Value> ascending = Comparator.comparingDouble(Value::number);
      return this == ABOVE || this == AT_LEAST ? ascending : ascending.reversed();
    }
  }

  /**
   * Result of a condition.
   *
   * @param holds true if the condition holds; false also if its value is not defined
   * @param value value that decided; empty if none is defined
   */
  record Result(boolean holds, Optional<Value> value) {}

  /** Returns true if the rule applies to a run of a method. */
  boolean matches(String runName, String methodText) {
    return run.matcher(runName).matches()
        && method.map(pattern -> pattern.matcher(methodText).matches()).orElse(true);
  }

  /** Evaluates the condition. */
  Result evaluate(RunMetrics metrics) {
    List<Value> values = values(metrics);
    Comparator<Value> severity =
        selector instanceof Selector.AllWindows
            ? comparison.severity().reversed()
            : comparison.severity();
    // The most severe value decides for any window, the least severe one for all windows.
    Optional<Value> decisive = values.stream().max(severity);
    return new Result(
        decisive.filter(value -> comparison.holds(value.number(), threshold)).isPresent(),
        decisive);
  }

  private List<Value> values(RunMetrics metrics) {
    if (selector instanceof Selector.Named named) {
      return metric.named(metrics, named.name());
    } else if (selector instanceof Selector.OneWindow one) {
      return metric.ofWindows(metrics).stream()
          .filter(value -> value.window() == one.number())
          .toList();
    } else if (selector instanceof Selector.OfRun) {
      return metric.ofRun(metrics);
    }
    return metric.ofWindows(metrics);
  }
}
