package dev.lethe.learner.window;

import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.PartKind;
import dev.lethe.learner.expression.Vocabulary;
import java.util.List;
import java.util.function.Function;

/** Names and keys of the window rules in an expression. */
final class WindowRuleVocabulary {
  static final String FIELD = "field";
  static final String COUNT = "count";
  static final String N = "n";
  static final String TIME = "time";
  static final String MS = "ms";
  static final String DRIFT = "drift";
  static final String DETECTOR = "detector";
  static final String ON = "on";
  static final String MIN = "min";

  private static final PartKind KIND = PartKind.of("window rule");
  private static final Domain POSITIVE = new Domain.Whole(1, Integer.MAX_VALUE);

  /** Syntax of one rule and its factory. */
  private record Rule(PartDefinition definition, Function<Part, WindowRule> factory) {
    Rule(String name, String summary, List<Key> keys, Function<Part, WindowRule> factory) {
      this(new PartDefinition(name, KIND, summary, "", keys), factory);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              FIELD,
              "Ends a window when the task of the examples changes.",
              List.of(),
              part -> new WindowRule.ByField()),
          new Rule(
              COUNT,
              "Ends a window after a number of training examples.",
              List.of(new Key(N, POSITIVE, "1000")),
              part -> new WindowRule.ByCount(part.whole(N))),
          new Rule(
              TIME,
              "Ends a window after a period of event time.",
              List.of(new Key(MS, POSITIVE, "3600000")),
              part -> new WindowRule.ByTime(part.whole(MS))),
          new Rule(
              DRIFT,
              "Ends a window when a drift detector fires.",
              List.of(
                  new Key(DETECTOR, Detectors.NAMES, "adwin"),
                  Key.choice(ON, MonitoredValue.ERROR),
                  new Key(MIN, POSITIVE, "500")),
              part ->
                  new WindowRule.ByDrift(
                      part.text(DETECTOR),
                      part.choice(ON, MonitoredValue.class),
                      part.whole(MIN))));

  static final Vocabulary VOCABULARY =
      new Vocabulary("windows", RULES.stream().map(Rule::definition).toList());

  private WindowRuleVocabulary() {}

  static WindowRule create(Part part) {
    return RULES.stream()
        .filter(rule -> rule.definition().name().equals(part.name()))
        .findFirst()
        .orElseThrow()
        .factory()
        .apply(part);
  }
}
