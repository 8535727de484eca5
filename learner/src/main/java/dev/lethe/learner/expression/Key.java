package dev.lethe.learner.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Key that a part accepts.
 *
 * @param name name as written in an expression
 * @param domain accepted values
 * @param defaultValue value, in canonical form, if an expression omits the key
 */
public record Key(String name, Domain domain, String defaultValue) {
  public Key {
    requireNonNull(name, "name");
    if (!defaultValue.equals(domain.canonical(defaultValue))) {
      throw new IllegalArgumentException(
          name + ": got default '" + defaultValue + "', expected " + domain.expected());
    }
  }

  /**
   * Returns a key that accepts any constant of an enum; read it with {@link Part#choice}.
   *
   * @param defaultValue value if an expression omits the key
   */
  public static <E extends Enum<E>> Key choice(String name, E defaultValue) {
    return new Key(
        name,
        Domain.Choice.of(defaultValue.getDeclaringClass()),
        Domain.Choice.textOf(defaultValue));
  }

  /** Returns a key that accepts {@code true} and {@code false}; read it with {@link Part#flag}. */
  public static Key flag(String name, boolean defaultValue) {
    return new Key(
        name, new Domain.Choice(List.of("true", "false")), Boolean.toString(defaultValue));
  }
}
