package dev.lethe.streams.alert;

import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.WindowMetrics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metrics that rules may use. Accuracies are in [0,1], forgetting is in [-1,1]. */
enum AlertMetric {
  /** Mean forgetting, or that of windows. */
  FORGETTING(RunMetrics::getAverageForgetting, WindowMetrics::getForgetting),
  /** Mean accuracy over the holdouts, or that on the holdouts of windows. */
  ACCURACY(RunMetrics::getAverageAccuracy, WindowMetrics::getHoldout),
  /** Test-then-train accuracy of the last 1000 labelled predictions, or that within windows. */
  PREQUENTIAL(metrics -> metrics.getPrequential().getWindowed(), WindowMetrics::getPrequential),
  LEARNING_ACCURACY(RunMetrics::getLearningAccuracy, null),
  BACKWARD_TRANSFER(RunMetrics::getBackwardTransfer, null),
  /** Number of windows that have ended. */
  WINDOWS(metrics -> (double) metrics.getWindowsClosed(), null),
  /** Number of predictions. */
  EXAMPLES(metrics -> (double) metrics.getExamples(), null),
  /** Number of raised alarms, or 1 if the one of a name is raised. */
  ALARMS(metrics -> (double) metrics.getAlarms().size(), null),
  /** A health metric by name. */
  HEALTH(null, null);

  /**
   * Value of a metric.
   *
   * @param window task window that it belongs to, or null
   */
  record Value(double number, Integer window) {}

  private final Function<RunMetrics, Double> ofRun;
  private final Function<WindowMetrics, Double> ofWindow;

  AlertMetric(Function<RunMetrics, Double> ofRun, Function<WindowMetrics, Double> ofWindow) {
    this.ofRun = ofRun;
    this.ofWindow = ofWindow;
  }

  /** Returns the name in rules. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<AlertMetric> of(String text) {
    return Stream.of(values()).filter(metric -> metric.text().equals(text)).findFirst();
  }

  static String names() {
    return Stream.of(values()).map(AlertMetric::text).collect(Collectors.joining(", "));
  }

  /** Returns true if a rule may choose windows. */
  boolean hasWindows() {
    return ofWindow != null;
  }

  /** Returns true if a rule must name a member. */
  boolean needsName() {
    return ofRun == null;
  }

  /** Returns true if a rule may name a member. */
  boolean hasNames() {
    return this == HEALTH || this == ALARMS;
  }

  /** Returns the value of the run; empty if it is not defined. */
  List<Value> ofRun(RunMetrics metrics) {
    return value(ofRun.apply(metrics), null).toList();
  }

  /** Returns the values of all listed windows that have one. */
  List<Value> ofWindows(RunMetrics metrics) {
    return metrics.getWindows().stream()
        .flatMap(window -> value(ofWindow.apply(window), window.getWindow()))
        .toList();
  }

  /** Returns the value of a member; empty if it is not defined. */
  List<Value> named(RunMetrics metrics, String name) {
    if (this == ALARMS) {
      boolean raised = metrics.getAlarms().stream().anyMatch(a -> a.getName().equals(name));
      return List.of(new Value(raised ? 1 : 0, null));
    }
    return value(metrics.getHealth().get(name), null).toList();
  }

  private static Stream<Value> value(Double number, Integer window) {
    return number == null || number.isNaN() ? Stream.empty() : Stream.of(new Value(number, window));
  }
}
