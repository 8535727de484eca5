package dev.lethe.learner.window;

import dev.lethe.learner.expression.Domain;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import java.util.List;

/** How rules are written. */
final class Rules {
  static final String FIELD = "field";
  static final String COUNT = "count";
  static final String N = "n";
  static final Vocabulary VOCABULARY =
      new Vocabulary(
          "windows",
          List.of(
              new PartDefinition(FIELD, "window rule", List.of()),
              new PartDefinition(
                  COUNT,
                  "window rule",
                  List.of(new Key(N, new Domain.Whole(1, Integer.MAX_VALUE), "1000")))));

  private Rules() {}
}
