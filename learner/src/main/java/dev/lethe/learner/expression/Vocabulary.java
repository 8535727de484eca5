package dev.lethe.learner.expression;

import dev.lethe.common.text.Suggestions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parts that an expression may be made of.
 *
 * @param subject what the expressions are of ({@code method}, {@code model}): the first word of
 *     every complaint
 * @param definitions the parts, those of one kind together; the order of the kinds is their order
 *     in a canonical expression
 * @param additive kinds of which an expression may hold several parts with different names
 */
public record Vocabulary(String subject, List<PartDefinition> definitions, Set<String> additive) {
  public Vocabulary {
    definitions = List.copyOf(definitions);
    additive = Set.copyOf(additive);
  }

  /** A vocabulary none of whose kinds is additive. */
  public Vocabulary(String subject, List<PartDefinition> definitions) {
    this(subject, definitions, Set.of());
  }

  /**
   * Reads an expression: one or more parts joined by {@code +}.
   *
   * @return its parts, complete, in the order of their kinds
   * @throws IllegalArgumentException saying key, value seen and value wanted, and naming the
   *     nearest valid name where a name is unknown
   */
  public List<Part> parse(String text) {
    List<Part> parts = new ArrayList<>();
    for (Scanner.Written written : new Scanner(subject, text).parts()) {
      Part part = complete(written);
      for (Part other : parts) {
        if (excludes(other, part)) {
          throw new IllegalArgumentException(
              subject
                  + ": got '"
                  + other.name()
                  + "' and '"
                  + part.name()
                  + "', expected at most one "
                  + (additive.contains(part.kind()) ? part.name() : part.kind()));
        }
      }
      parts.add(part);
    }
    List<String> kinds = definitions.stream().map(PartDefinition::kind).toList();
    // by name within a kind, for what is written in another order means the same
    parts.sort(
        Comparator.comparingInt((Part part) -> kinds.indexOf(part.kind()))
            .thenComparing(Part::name));
    return List.copyOf(parts);
  }

  private boolean excludes(Part one, Part other) {
    return additive.contains(one.kind())
        ? one.name().equals(other.name())
        : one.kind().equals(other.kind());
  }

  private Part complete(Scanner.Written written) {
    PartDefinition definition =
        definitions.stream()
            .filter(known -> known.name().equals(written.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    unknown(
                        subject,
                        written.name(),
                        definitions.stream().map(PartDefinition::name).toList()));
    SortedMap<String, String> arguments = new TreeMap<>();
    definition.keys().forEach(key -> arguments.put(key.name(), key.byDefault()));
    for (Map.Entry<String, String> argument : written.arguments().entrySet()) {
      arguments.put(argument.getKey(), canonical(definition, argument));
    }
    return new Part(definition.name(), definition.kind(), arguments);
  }

  private String canonical(PartDefinition definition, Map.Entry<String, String> argument) {
    Key key =
        definition.keys().stream()
            .filter(known -> known.name().equals(argument.getKey()))
            .findFirst()
            .orElseThrow(
                () -> unknown(definition.name(), argument.getKey(), definition.keyNames()));
    String canonical = key.domain().canonical(argument.getValue());
    if (canonical == null) {
      throw new IllegalArgumentException(
          definition.name()
              + "."
              + key.name()
              + ": got '"
              + argument.getValue()
              + "', expected "
              + key.domain().wanted());
    }
    return canonical;
  }

  private static IllegalArgumentException unknown(String of, String seen, List<String> names) {
    if (names.isEmpty()) {
      return new IllegalArgumentException(of + ": got key '" + seen + "', expected no key");
    }
    return Suggestions.unknown(of, seen, names);
  }
}
