package dev.lethe.learner.expression;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One complete and valid part of an expression, created by {@link Vocabulary#parse}.
 *
 * @param name name of the part
 * @param kind kind given by the part's definition
 * @param arguments canonical values by key, one for every key of the definition
 */
public record Part(String name, PartKind kind, SortedMap<String, String> arguments) {
  public Part {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  /** Returns the value of a key whose domain is {@link Domain.Whole} within the range of int. */
  public int whole(String key) {
    return Integer.parseInt(argument(key));
  }

  /** Returns the value of a key whose domain is {@link Domain.Real}. */
  public double real(String key) {
    return Double.parseDouble(argument(key));
  }

  /** Returns the value of a key made by {@link Key#flag}. */
  public boolean flag(String key) {
    return Boolean.parseBoolean(argument(key));
  }

  /**
   * Returns the value of a key made by {@link Key#choice}.
   *
   * @param type enum whose constants the key accepts
   */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    return Domain.Choice.parse(argument(key), type);
  }

  /** Returns the value of a key in canonical form, whatever its domain. */
  public String text(String key) {
    return argument(key);
  }

  /** Returns the value of a key whose domain is {@link Domain.Sizes}; empty for {@code 0}. */
  public List<Integer> sizes(String key) {
    String value = argument(key);
    return value.equals("0")
        ? List.of()
        : Arrays.stream(value.split(":")).map(Integer::valueOf).toList();
  }

  /** Returns the value of a key whose domain is {@link Domain.Columns}: value counts by column. */
  public SortedMap<Integer, Integer> columns(String key) {
    SortedMap<Integer, Integer> columns = new TreeMap<>();
    if (!argument(key).equals("none")) {
      for (String column : argument(key).split(":")) {
        int x = column.indexOf('x');
        columns.put(
            Integer.valueOf(column.substring(0, x)), Integer.valueOf(column.substring(x + 1)));
      }
    }
    return columns;
  }

  private String argument(String key) {
    return requireNonNull(arguments.get(key), () -> name + " has no key " + key);
  }

  /** Returns the canonical form: the name and every key, sorted. */
  @Override
  public String toString() {
    return arguments.isEmpty()
        ? name
        : arguments.entrySet().stream()
            .map(argument -> argument.getKey() + "=" + argument.getValue())
            .collect(Collectors.joining(",", name + "(", ")"));
  }
}
