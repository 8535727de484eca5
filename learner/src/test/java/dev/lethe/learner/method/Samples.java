package dev.lethe.learner.method;

import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.part.Kind;
import java.util.Map;
import java.util.Set;

/** An expression for every part in which the part has an effect within a few dozen small steps. */
final class Samples {
  /** Settings of parts whose defaults need longer streams. */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("gdumb", "gdumb(memory=20,passes=4)"),
          Map.entry("redo", "redo(tau=0.5,when=steps:10,rows=40)"),
          Map.entry("cbp", "cbp(rate=0.02,maturity=5)"),
          Map.entry("snr", "snr(max=20,min=5,every=10)"),
          Map.entry("cls", "er(memory=20,batch=5)+cls"),
          Map.entry("ncm", "er(memory=20,batch=5)+ncm(refresh=3)"),
          Map.entry("slda", "slda(refresh=3)"),
          Map.entry("er", "er(memory=20,batch=5)"),
          Map.entry("mir", "mir(memory=20,batch=5,candidates=12)"),
          Map.entry("er-ace", "er-ace(memory=20,batch=5)"),
          Map.entry("der", "der(memory=20,batch=5)"),
          Map.entry("derpp", "derpp(memory=20,batch=5)"));

  private Samples() {}

  /** Returns the sample of a part without the part itself. */
  static String without(PartDefinition part) {
    return part.kind().equals(Kind.BUFFER_POLICY) || Set.of("cls", "ncm").contains(part.name())
        ? "er(memory=20,batch=5)"
        : "naive";
  }

  static String with(PartDefinition part) {
    String sample = SETTINGS.getOrDefault(part.name(), part.name());
    return part.kind().equals(Kind.REHEARSAL) || sample.contains("+")
        ? sample
        : without(part) + "+" + sample;
  }
}
