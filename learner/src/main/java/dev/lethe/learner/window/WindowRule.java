package dev.lethe.learner.window;

import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.drift.DriftDetector;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.Vocabulary;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** What ends a task window. A boundary in the stream does so under every rule. */
public sealed interface WindowRule {
  /** How rules are written. */
  Vocabulary VOCABULARY = WindowRuleVocabulary.VOCABULARY;

  /**
   * Reads {@code field}, {@code count(n=1000)}, {@code time(ms=3600000)} or {@code
   * drift(detector=adwin,on=error,least=500)}.
   *
   * @throws IllegalArgumentException saying key, value seen and value wanted
   */
  static WindowRule parse(String expression) {
    return WindowRuleVocabulary.make(VOCABULARY.parse(expression).get(0));
  }

  /**
   * Whether the window ends before an example that has arrived.
   *
   * @param task the window's task, or null
   * @param began event time of the window's first example, ms
   * @param next the example's task, or null
   * @param time the example's event time, ms
   */
  default boolean endsBefore(String task, long began, String next, long time) {
    return false;
  }

  /**
   * Whether the window ends now.
   *
   * @param examples how many LEARN examples it has had
   * @param drifted whether the rule's detector has given alarm since the window began
   */
  default boolean endsAfter(long examples, boolean drifted) {
    return false;
  }

  /** What watches the stream for this rule, if anything does. */
  default Optional<DriftWatch> watch(UniformRandomProvider random) {
    return Optional.empty();
  }

  /** A window ends when an example of another task arrives; an example without task is of any. */
  record ByField() implements WindowRule {
    @Override
    public boolean endsBefore(String task, long began, String next, long time) {
      return task != null && next != null && !next.equals(task);
    }

    @Override
    public String toString() {
      return WindowRuleVocabulary.FIELD;
    }
  }

  /**
   * A window ends with its n-th LEARN example, labelled or not.
   *
   * @param examples n
   */
  record ByCount(int examples) implements WindowRule {
    public ByCount {
      if (examples < 1) {
        throw new IllegalArgumentException("count.n: got '" + examples + "', expected at least 1");
      }
    }

    @Override
    public boolean endsAfter(long seen, boolean drifted) {
      return seen >= examples;
    }

    @Override
    public String toString() {
      return WindowRuleVocabulary.COUNT + "(" + WindowRuleVocabulary.N + "=" + examples + ")";
    }
  }

  /**
   * A window ends before the first example whose event time lies in a later multiple of a span than
   * that of the window's first example. What comes late stays in the window that is open.
   *
   * @param span ms
   */
  record ByTime(long span) implements WindowRule {
    public ByTime {
      if (span < 1) {
        throw new IllegalArgumentException("time.ms: got '" + span + "', expected at least 1");
      }
    }

    @Override
    public boolean endsBefore(String task, long began, String next, long time) {
      return Math.floorDiv(time, span) > Math.floorDiv(began, span);
    }

    @Override
    public String toString() {
      return WindowRuleVocabulary.TIME + "(" + WindowRuleVocabulary.MS + "=" + span + ")";
    }
  }

  /**
   * A window ends after the step at which a detector gave alarm, once it has had enough examples.
   *
   * @param detector name of the detector, with its defaults
   * @param on what it watches of each example that is learnt
   * @param least LEARN examples of a window at least
   */
  record ByDrift(String detector, WatchedValue on, int least) implements WindowRule {
    @Override
    public boolean endsAfter(long examples, boolean drifted) {
      return drifted && examples >= least;
    }

    @Override
    public Optional<DriftWatch> watch(UniformRandomProvider random) {
      Part part = Detectors.parse(detector);
      DriftDetector made = Detectors.create(part, random);
      return Optional.of(new DriftWatch(made, on));
    }

    @Override
    public String toString() {
      return "%s(%s=%s,%s=%d,%s=%s)"
          .formatted(
              WindowRuleVocabulary.DRIFT,
              WindowRuleVocabulary.DETECTOR,
              detector,
              WindowRuleVocabulary.LEAST,
              least,
              WindowRuleVocabulary.ON,
              on.word());
    }
  }
}
