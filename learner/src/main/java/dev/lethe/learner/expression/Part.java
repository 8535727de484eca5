package dev.lethe.learner.expression;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One part of an expression, complete and valid: {@link Vocabulary#parse} is what makes them.
 *
 * @param name the part's name
 * @param kind the kind that its definition gives it
 * @param arguments canonical values by key, one for every key of the definition
 */
public record Part(String name, String kind, SortedMap<String, String> arguments) {
  public Part {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  /** The value of a key whose domain is {@link Domain.Whole} within the ints. */
  public int whole(String key) {
    return Integer.parseInt(argument(key));
  }

  /** The value of a key whose domain is {@link Domain.Real}. */
  public double real(String key) {
    return Double.parseDouble(argument(key));
  }

  /** The value of a key in canonical form, of any domain. */
  public String text(String key) {
    return argument(key);
  }

  /** The value of a key whose domain is {@link Domain.Sizes}; empty where there is no size. */
  public List<Integer> sizes(String key) {
    String value = argument(key);
    return value.equals("0")
        ? List.of()
        : Arrays.stream(value.split(":")).map(Integer::valueOf).toList();
  }

  /** The value of a key whose domain is {@link Domain.Columns}: values by column. */
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

  /** The canonical form: every key, sorted. */
  @Override
  public String toString() {
    return arguments.isEmpty()
        ? name
        : arguments.entrySet().stream()
            .map(argument -> argument.getKey() + "=" + argument.getValue())
            .collect(Collectors.joining(",", name + "(", ")"));
  }
}
