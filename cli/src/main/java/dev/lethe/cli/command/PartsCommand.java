package dev.lethe.cli.command;

import dev.lethe.common.text.Suggestions;
import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.PartDefinition;
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

/** What expressions may be made of. */
@Command(
    name = "parts",
    description = "Lists what methods, models, window rules and detectors may be made of.",
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
          "A part (er) or a kind of parts (optimizer), to be shown with the values that its keys"
              + " take. Default: all parts, with the defaults of their keys.")
  private String name;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      ALL.forEach(words -> list(words, out));
      out.println("./lethe parts NAME shows a part, or a kind of parts, with its values");
    } else {
      show(out);
    }
    out.flush();
    return 0;
  }

  private static void list(Vocabulary words, PrintWriter out) {
    String kind = null;
    for (PartDefinition part : words.definitions()) {
      if (!part.kind().equals(kind)) {
        kind = part.kind();
        out.printf("%s%s%n", kind, words.additive().contains(kind) ? " (several add up)" : "");
      }
      out.printf("  %s%n", defaults(words, part));
    }
  }

  private void show(PrintWriter out) {
    Set<String> names = new LinkedHashSet<>();
    boolean found = false;
    for (Vocabulary words : ALL) {
      for (PartDefinition part : words.definitions()) {
        names.addAll(List.of(part.name(), part.kind()));
        if (part.name().equals(name) || part.kind().equals(name)) {
          found = true;
          out.printf("%s: %s%n", part.kind(), defaults(words, part));
          for (Key key : part.keys()) {
            out.printf(
                "  %s: %s; default %s%n", key.name(), key.domain().wanted(), key.byDefault());
          }
        }
      }
    }
    if (!found) {
      throw Suggestions.unknown("part", name, names);
    }
  }

  private static String defaults(Vocabulary words, PartDefinition part) {
    return words.parse(part.name()).get(0).toString();
  }
}
