package dev.lethe.learner.window;

import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import java.util.List;

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
  static final String LEAST = "least";

  private static final String KIND = "window rule";
  private static final Domain POSITIVE = new Domain.Whole(1, Integer.MAX_VALUE);

  static final Vocabulary VOCABULARY =
      new Vocabulary(
          "windows",
          List.of(
              new PartDefinition(FIELD, KIND, List.of()),
              new PartDefinition(COUNT, KIND, List.of(new Key(N, POSITIVE, "1000"))),
              new PartDefinition(TIME, KIND, List.of(new Key(MS, POSITIVE, "3600000"))),
              new PartDefinition(
                  DRIFT,
                  KIND,
                  List.of(
                      new Key(
                          DETECTOR,
                          new Domain.Choice(
                              Detectors.VOCABULARY.definitions().stream()
                                  .map(PartDefinition::name)
                                  .toList()),
                          "adwin"),
                      new Key(ON, new Domain.Choice(MonitoredValue.words()), "error"),
                      new Key(LEAST, POSITIVE, "500")))));

  private WindowRuleVocabulary() {}

  static WindowRule create(Part part) {
    return switch (part.name()) {
      case COUNT -> new WindowRule.ByCount(part.whole(N));
      case TIME -> new WindowRule.ByTime(part.whole(MS));
      case DRIFT ->
          new WindowRule.ByDrift(
              part.text(DETECTOR), MonitoredValue.parse(part.text(ON)), part.whole(LEAST));
      default -> new WindowRule.ByField();
    };
  }
}
