package dev.lethe.learner.window;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Part;
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
   * @param drifted true if the rule's detector has signalled drift at the newest examples
   */
  default boolean endsAfter(long examples, boolean drifted) {
    return false;
  }

  /** Returns true if each window has one task, by which examples of the role EVALUATE join it. */
  default boolean separatesTasks() {
    return false;
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
   * Ends a window after the step at which a detector signals drift. A signal in a window that is
   * still too short is ignored: it belongs to the change that ended the previous window. The
   * detector starts afresh with each window.
   *
   * @param detector detector with its default settings
   * @param on value of each example that the detector monitors
   * @param minExamples minimum number of LEARN examples in a window, at least 1
   */
  record ByDrift(Part detector, MonitoredValue on, int minExamples) implements WindowRule {
    @Override
    public boolean endsAfter(long examples, boolean drifted) {
      return drifted && examples >= minExamples;
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
              detector.name(),
              WindowRuleVocabulary.MIN,
              minExamples,
              WindowRuleVocabulary.ON,
              Domain.Choice.textOf(on));
    }
  }
}
