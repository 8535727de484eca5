package dev.lethe.learner.plasticity;

import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.part.MethodContext;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.RowHolder;
import dev.lethe.learner.window.DriftMonitor;
import dev.lethe.learner.window.MonitoredValue;
import java.util.Locale;

/**
 * Condition on which a plasticity part resets units or parameters, written as the key {@code when}.
 *
 * <pre>
 *   steps:N          every N steps that change the model, including offline steps at window ends
 *   window           at every window end
 *   drift:DETECTOR   when the drift detector fires on the errors of fresh examples (for methods
 *                    that train at window ends only: on the errors of the examples they train on)
 *   dormant:SHARE    when the share of dormant hidden units rises above SHARE
 *   rank:SHARE       when the effective rank of the last hidden layer, divided by its maximum,
 *                    falls below SHARE
 * </pre>
 *
 * One change fires a trigger once: {@code drift} starts afresh after firing, and {@code dormant}
 * and {@code rank} fire again only after the metric has been within the bound for a while.
 */
sealed interface Trigger extends RowHolder, Stateful
    permits StepTrigger, WindowTrigger, DriftTrigger, UnitTrigger {
  /** Accepted texts. */
  Domain DOMAIN =
      new Domain.Form(
          "steps:[1-9][0-9]{0,8}|window|(dormant|rank):(0?\\.[0-9]{1,6}|1)|drift:("
              + String.join("|", Detectors.NAMES.texts())
              + ")",
          "steps:N, window, drift:DETECTOR, dormant:SHARE or rank:SHARE");

  /** Word before the colon. */
  enum Type {
    STEPS,
    WINDOW,
    DRIFT,
    DORMANT,
    RANK
  }

  /** Returns the key {@code when}. */
  static Key key(String defaultValue) {
    return new Key("when", DOMAIN, defaultValue);
  }

  /**
   * Creates a trigger.
   *
   * @param text text in {@link #DOMAIN}
   * @param name name of the part, from which the detector's random stream is named
   */
  static Trigger of(String text, String name, MethodContext context) {
    return of(text, name, RecentRows.DEFAULT_ROWS, context);
  }

  /**
   * Creates a trigger.
   *
   * @param rows number of recent rows on which units are measured
   */
  static Trigger of(String text, String name, int rows, MethodContext context) {
    int colon = text.indexOf(':');
    String type = colon < 0 ? text : text.substring(0, colon);
    String value = text.substring(colon + 1);
    return switch (Type.valueOf(type.toUpperCase(Locale.ROOT))) {
      case STEPS -> new StepTrigger(Long.parseLong(value));
      case WINDOW -> new WindowTrigger();
      case DRIFT ->
          new DriftTrigger(
              new DriftMonitor(
                  value, MonitoredValue.ERROR, context.random().of(name + ".trigger")));
      case DORMANT -> UnitTrigger.dormantAbove(Double.parseDouble(value), rows, context);
      case RANK -> UnitTrigger.rankBelow(Double.parseDouble(value), rows, context);
    };
  }

  /** Returns true if the trigger fires after a step; called exactly once after every step. */
  boolean firesAfter(Step step);

  /** Returns true if the trigger fires at window ends. */
  default boolean firesAtWindowEnd() {
    return false;
  }
}
