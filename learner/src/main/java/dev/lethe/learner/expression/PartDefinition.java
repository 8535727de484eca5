package dev.lethe.learner.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What may be written of one part.
 *
 * @param name as it is written
 * @param kind what it is; an expression holds at most one part of a kind
 * @param keys what it understands, in any order
 */
public record PartDefinition(String name, String kind, List<Key> keys) {
  public PartDefinition {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    keys = List.copyOf(keys);
  }

  List<String> keyNames() {
    return keys.stream().map(Key::name).sorted().toList();
  }
}
