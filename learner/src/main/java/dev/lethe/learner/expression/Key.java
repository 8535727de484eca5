package dev.lethe.learner.expression;

import static java.util.Objects.requireNonNull;

/**
 * A key that a part understands.
 *
 * @param name as it is written
 * @param domain the values it may take
 * @param byDefault its value where an expression does not give it, in canonical form
 */
public record Key(String name, Domain domain, String byDefault) {
  public Key {
    requireNonNull(name, "name");
    if (!byDefault.equals(domain.canonical(byDefault))) {
      throw new IllegalArgumentException(
          name + ": got default '" + byDefault + "', expected " + domain.wanted());
    }
  }
}
