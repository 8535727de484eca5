package dev.lethe.cli.settings;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.method.MethodParts;
import dev.lethe.learner.model.Models;
import dev.lethe.learner.window.WindowRule;
import java.util.List;
import java.util.stream.Collectors;

/** All that may be written in expressions, as a section of the configuration page. */
final class ExpressionTable {
  private static final String INTRODUCTION =
      """

      ## Expressions

      Parts of a method are joined by `+`, e.g. `er(memory=200)+adam(lr=0.001)`. There is one of each \
      kind, but distillations, regularisers and plasticity add up: several with different names may \
      be given. What a key means stands, as a formula, in the Javadoc of the part's class. Without a \
      rehearsal a method is `naive`, without an optimizer `sgd(lr=0.1)`; heads are `linear`, \
      activations `relu`, buffer policies `reservoir` where none is named.

      | of | kind | part, with defaults | values |
      |---|---|---|---|
      """;

  private ExpressionTable() {}

  static String text() {
    return INTRODUCTION
        + List.of(MethodParts.VOCABULARY, Models.VOCABULARY, WindowRule.VOCABULARY).stream()
            .flatMap(words -> words.definitions().stream().map(part -> row(words, part)))
            .collect(Collectors.joining());
  }

  private static String row(Vocabulary words, PartDefinition part) {
    String values =
        part.keys().stream()
            .map(key -> "`%s`: %s".formatted(key.name(), key.domain().wanted()))
            .collect(Collectors.joining("; "));
    return "| %s | %s | `%s` | %s |%n"
        .formatted(words.subject(), part.kind(), words.parse(part.name()).get(0), values);
  }
}
