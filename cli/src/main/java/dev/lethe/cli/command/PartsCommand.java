package dev.lethe.cli.command;

import dev.lethe.common.text.ShellWords;
import dev.lethe.common.text.Suggestions;
import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.expression.PartKind;
import dev.lethe.learner.expression.Vocabulary;
import dev.lethe.learner.method.MethodParts;
import dev.lethe.learner.model.Models;
import dev.lethe.learner.window.WindowRule;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the parts of expressions and their keys. */
@Command(
    name = "parts",
    description = "Lists the parts of methods, models, window rules and drift detectors.",
    mixinStandardHelpOptions = true)
public final class PartsCommand implements Callable<Integer> {
  private static final List<Vocabulary> ALL =
      List.of(
          MethodParts.VOCABULARY, Models.VOCABULARY, WindowRule.VOCABULARY, Detectors.VOCABULARY);

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "Shows a part (er) or all parts of a kind (optimizer) with the valid values of their"
              + " keys. Default: lists all parts with their defaults.")
  private String name;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      ALL.forEach(vocabulary -> list(vocabulary, out));
      out.println("See ./lethe parts NAME for the valid values of a part or of a kind of parts");
    } else {
      show(out);
    }
    out.flush();
    return 0;
  }

  private static void list(Vocabulary vocabulary, PrintWriter out) {
    PartKind kind = null;
    for (PartDefinition part : vocabulary.definitions()) {
      if (!part.kind().equals(kind)) {
        kind = part.kind();
        out.printf("%s%s%n", kind.label(), kind.isAdditive() ? " (can be combined)" : "");
      }
      out.printf("  %s%n", defaults(vocabulary, part));
      describe(part, "      ", out);
    }
  }

  private void show(PrintWriter out) {
    Set<String> names = new LinkedHashSet<>();
    boolean found = false;
    for (Vocabulary vocabulary : ALL) {
      for (PartDefinition part : vocabulary.definitions()) {
        names.addAll(List.of(part.name(), part.kind().label()));
        if (part.name().equals(name) || part.kind().label().equals(name)) {
          found = true;
          out.printf("%s: %s%n", part.kind().label(), defaults(vocabulary, part));
          describe(part, "  ", out);
          for (Key key : part.keys()) {
            out.printf(
                "  %s: %s; default %s%n", key.name(), key.domain().expected(), key.defaultValue());
          }
        }
      }
    }
    if (!found) {
      throw Suggestions.unknown("part", name, names);
    }
  }

  private static void describe(PartDefinition part, String indent, PrintWriter out) {
    out.printf("%s%s%n", indent, part.summary());
    if (!part.paper().isEmpty()) {
      out.printf("%s(%s)%n", indent, part.paper());
    }
  }

  private static String defaults(Vocabulary vocabulary, PartDefinition part) {
    return ShellWords.quote(vocabulary.parse(part.name()).get(0).toString());
  }
}
