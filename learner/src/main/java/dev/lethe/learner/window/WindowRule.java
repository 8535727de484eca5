package dev.lethe.learner.window;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Vocabulary;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Rule that ends task windows. A boundary in the stream ends a window under every rule. */
public sealed interface WindowRule {
  /** Names and keys of the rules in an expression. */
  Vocabulary VOCABULARY = WindowRuleVocabulary.VOCABULARY;

  /**
   * Parses {@code field}, {@code count(n=1000)}, {@code time(ms=3600000)} or {@code
   * drift(detector=adwin,on=error,min=500)}.
   *
   * @throws IllegalArgumentException if the expression is invalid; the message contains the key,
   *     the given and the expected value
   */
  static WindowRule parse(String expression) {
    return WindowRuleVocabulary.create(VOCABULARY.parse(expression).get(0));
  }

  /**
   * Returns true if the window ends before an example that has arrived.
   *
   * @param task task of the window, or null
   * @param start event time of the window's first example, ms
   * @param nextTask task of the example, or null
   * @param time event time of the example, ms
   */
  default boolean endsBefore(String task, long start, String nextTask, long time) {
    return false;
  }

  /**
   * Returns true if the window ends now.
   *
   * @param examples number of LEARN examples in the window
   * @param drifted true if the newest examples have confirmed a drift
   */
  default boolean endsAfter(long examples, boolean drifted) {
    return false;
  }

  /**
   * Returns true if each window has one task: the first that one of its LEARN examples names, with
   * or without a label. The window contains this task.
   */
  default boolean separatesTasks() {
    return false;
  }

  /**
   * Returns true if the window contains the task of an example that the model is trained on.
   * EVALUATE examples of the task join the window from then on.
   *
   * @param trained number of the window's examples of this task that the model is trained on, this
   *     one included
   * @param examples number of LEARN examples in the window, this one included
   */
  default boolean containsTask(long trained, long examples) {
    return true;
  }

  /**
   * Creates the drift monitor of this rule; empty if the rule does not use drift detection.
   *
   * @param random source for detectors that sample
   */
  default Optional<DriftMonitor> createMonitor(UniformRandomProvider random) {
    return Optional.empty();
  }

  /**
   * Ends a window when an example of another task arrives. An example without a task fits any
   * window.
   */
  record ByField() implements WindowRule {
    @Override
    public boolean endsBefore(String task, long start, String nextTask, long time) {
      return task != null && nextTask != null && !nextTask.equals(task);
    }

    @Override
    public boolean separatesTasks() {
      return true;
    }

    @Override
    public String toString() {
      return WindowRuleVocabulary.FIELD;
    }
  }

  /**
   * Ends a window after its n-th LEARN example, with or without a label.
   *
   * @param examples n, at least 1
   */
  record ByCount(int examples) implements WindowRule {
    public ByCount {
      if (examples < 1) {
        throw new IllegalArgumentException("count.n: got '" + examples + "', expected at least 1");
      }
    }

    @Override
    public boolean endsAfter(long count, boolean drifted) {
      return count >= examples;
    }

    @Override
    public String toString() {
      return WindowRuleVocabulary.COUNT + "(" + WindowRuleVocabulary.N + "=" + examples + ")";
    }
  }

  /**
   * Cuts the stream by event time into spans of equal length, aligned to the epoch. A window ends
   * before the first example of a later span. Late examples join the open window.
   *
   * @param span length of a span, ms, at least 1
   */
  record ByTime(long span) implements WindowRule {
    public ByTime {
      if (span < 1) {
        throw new IllegalArgumentException("time.ms: got '" + span + "', expected at least 1");
      }
    }

    @Override
    public boolean endsBefore(String task, long start, String nextTask, long time) {
      return Math.floorDiv(time, span) > Math.floorDiv(start, span);
    }

    @Override
    public String toString() {
      return WindowRuleVocabulary.TIME + "(" + WindowRuleVocabulary.MS + "=" + span + ")";
    }
  }

  /**
   * Ends a window after the step at which a drift is confirmed. A drift in a window that is still
   * too short is ignored, because the model still adapts to the change that ended the window
   * before. The detector starts afresh with each window and after each drift.
   *
   * @param detector name of a detector in {@link dev.lethe.learner.drift.Detectors#NAMES}
   * @param on value of each example that the detector monitors
   * @param minExamples minimum number of LEARN examples in a window, at least 1
   */
  record ByDrift(String detector, MonitoredValue on, int minExamples) implements WindowRule {
    @Override
    public boolean endsAfter(long examples, boolean drifted) {
      return drifted && examples >= minExamples;
    }

    /**
     * Returns true within the minimum length of the window. A task that begins later is probably
     * the change that will end the window, so it belongs to the next window; unless the detector
     * finds no change, and the model is trained on as many examples of this task.
     */
    @Override
    public boolean containsTask(long trained, long examples) {
      return examples <= minExamples || trained >= minExamples;
    }

    @Override
    public Optional<DriftMonitor> createMonitor(UniformRandomProvider random) {
      return Optional.of(new DriftMonitor(detector, on, random));
    }

    @Override
    public String toString() {
      return "%s(%s=%s,%s=%d,%s=%s)"
          .formatted(
              WindowRuleVocabulary.DRIFT,
              WindowRuleVocabulary.DETECTOR,
              detector,
              WindowRuleVocabulary.MIN,
              minExamples,
              WindowRuleVocabulary.ON,
              Domain.Choice.textOf(on));
    }
  }
}
