package dev.lethe.learner.expression;

import dev.lethe.common.text.Suggestions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Set of parts that an expression can be made of.
 *
 * @param subject subject of the expressions, such as {@code method} or {@code model}; error
 *     messages start with it
 * @param definitions available parts, grouped by kind; canonical expressions use this order of
 *     kinds
 */
public record Vocabulary(String subject, List<PartDefinition> definitions) {
  public Vocabulary {
    definitions = List.copyOf(definitions);
  }

  /**
   * Parses an expression: one or more parts joined by {@code +}.
   *
   * @return complete parts, ordered by kind and then by name
   * @throws IllegalArgumentException if the expression is invalid; the message says {@code key: got
   *     'x', expected y} and suggests the closest valid name for an unknown one
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
                  + (part.kind().isAdditive() ? part.name() : part.kind().label()));
        }
      }
      parts.add(part);
    }
    List<PartKind> kinds = definitions.stream().map(PartDefinition::kind).toList();
    // also by name: the order in which parts are written has no meaning
    parts.sort(
        Comparator.comparingInt((Part part) -> kinds.indexOf(part.kind()))
            .thenComparing(Part::name));
    return List.copyOf(parts);
  }

  private static boolean excludes(Part one, Part other) {
    return one.kind().isAdditive()
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
    definition.keys().forEach(key -> arguments.put(key.name(), key.defaultValue()));
    for (Map.Entry<String, String> argument : written.arguments().entrySet()) {
      arguments.put(argument.getKey(), canonical(definition, argument));
    }
    return new Part(definition.name(), definition.kind(), arguments);
  }

  private static String canonical(PartDefinition definition, Map.Entry<String, String> argument) {
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
              + key.domain().expected());
    }
    return canonical;
  }

  private static IllegalArgumentException unknown(String scope, String got, List<String> names) {
    if (names.isEmpty()) {
      return new IllegalArgumentException(scope + ": got key '" + got + "', expected no key");
    }
    return Suggestions.unknown(scope, got, names);
  }
}
