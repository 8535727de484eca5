package dev.lethe.learner.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Syntax of one part: its name and the keys it accepts.
 *
 * @param name name as written in an expression
 * @param kind kind of the part; an expression holds at most one part of a kind that is not additive
 * @param keys accepted keys, in any order
 */
public record PartDefinition(String name, PartKind kind, List<Key> keys) {
  public PartDefinition {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    keys = List.copyOf(keys);
  }

  List<String> keyNames() {
    return keys.stream().map(Key::name).sorted().toList();
  }
}
