package dev.lethe.cli.settings;

import dev.lethe.common.text.ShellWords;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.method.MethodParts;
import dev.lethe.learner.model.Models;
import dev.lethe.learner.window.WindowRule;
import java.util.List;
import java.util.stream.Collectors;

/** Generates the section about expressions of the configuration page. */
final class ExpressionTable {
  private static final String INTRODUCTION =
      """

      ## Expressions

      Join the parts of a method with `+`, and quote an expression with parentheses, which a shell \
      would otherwise take for its own syntax: `--method 'er(memory=200)+adam(lr=0.001)'`. A method has one part \
      of each kind, but you can combine several distillations, regularisers and plasticity parts with \
      different names. The Javadoc of a part's class gives the formula of each key. Defaults: \
      rehearsal `naive`, optimizer `sgd(lr=0.1)`, head `linear`, activation `relu`, buffer policy \
      `reservoir`.

      | expression | kind | part with defaults | meaning | values |
      |---|---|---|---|---|
      """;

  private ExpressionTable() {}

  static String text() {
    return INTRODUCTION
        + List.of(MethodParts.VOCABULARY, Models.VOCABULARY, WindowRule.VOCABULARY).stream()
            .flatMap(
                vocabulary -> vocabulary.definitions().stream().map(part -> row(vocabulary, part)))
            .collect(Collectors.joining());
  }

  private static String row(Vocabulary vocabulary, PartDefinition part) {
    String values =
        part.keys().stream()
            .map(key -> "`%s`: %s".formatted(key.name(), key.domain().expected()))
            .collect(Collectors.joining("; "));
    String meaning =
        part.paper().isEmpty() ? part.summary() : part.summary() + " (" + part.paper() + ")";
    return "| %s | %s | `%s` | %s | %s |%n"
        .formatted(
            vocabulary.subject(),
            part.kind().label(),
            ShellWords.quote(vocabulary.parse(part.name()).get(0).toString()),
            meaning,
            values);
  }
}
