package dev.lethe.scenarios.data;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.lethe.common.text.Suggestions;
import dev.lethe.scenarios.data.TableSchema.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds the column of the class. The first of these rules that applies decides:
 *
 * <ol>
 *   <li>the choice of the user: a name, a number from 1, {@code first} or {@code last};
 *   <li>the only column that is called {@code class}, {@code label}, {@code target} or similar;
 *   <li>the only column that is called {@code y}, unless another one is called {@code x};
 *   <li>the last column, if it is declared as nominal;
 *   <li>the only column that is declared as nominal, unless the last one looks like a class too;
 *   <li>the last column.
 * </ol>
 *
 * @param path for messages
 * @param columns all columns
 * @param sample first rows
 * @param numbers spelling of numbers
 */
record LabelColumn(Path path, List<Column> columns, List<Row> sample, Numbers numbers) {
  private static final Set<String> NAMES =
      Set.of("class", "label", "target", "classlabel", "targetclass", "labels");

  private static final String OPTION = "label-column";

  /**
   * Returns the index of the column.
   *
   * @param option choice of the user
   * @throws IllegalArgumentException if there is no such column
   * @throws DatasetException if several columns could be the class
   */
  int find(Optional<String> option) {
    if (option.isPresent()) {
      return chosen(option.get());
    }
    int last = columns.size() - 1;
    List<Integer> named = indices(column -> NAMES.contains(letters(column)));
    if (named.isEmpty()) {
      // y beside x is a coordinate
      named =
          indices(column -> letters(column).equals("x")).isEmpty()
              ? indices(column -> letters(column).equals("y"))
              : List.of();
    }
    if (named.size() == 1) {
      return named.get(0);
    }
    if (named.size() > 1) {
      // one of them would become a feature that gives the class away
      throw ambiguous(named);
    }
    List<Integer> nominal = indices(Column::isNominal);
    if (nominal.size() == 1 && nominal.get(0) != last) {
      if (looksLikeClass(last)) {
        throw ambiguous(List.of(nominal.get(0), last));
      }
      return nominal.get(0);
    }
    return last;
  }

  private int chosen(String option) {
    List<Integer> exact = indices(column -> column.name().equals(option));
    List<Integer> similar =
        exact.isEmpty() ? indices(column -> column.name().equalsIgnoreCase(option)) : exact;
    if (similar.size() == 1) {
      return similar.get(0);
    }
    if (similar.size() > 1) {
      throw ambiguous(similar);
    }
    if (option.equals("first")) {
      return 0;
    }
    if (option.equals("last")) {
      return columns.size() - 1;
    }
    if (option.matches("[-+]?\\d{1,9}")) {
      int number = Integer.parseInt(option);
      if (number >= 1 && number <= columns.size()) {
        return number - 1;
      }
      throw new IllegalArgumentException(
          "%s: got %s, expected 1 to %d".formatted(OPTION, option, columns.size()));
    }
    List<String> names = columns.stream().map(Column::name).filter(n -> !n.isEmpty()).toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected 1 to %d: %s has no header"
              .formatted(OPTION, option, columns.size(), path));
    }
    throw Suggestions.unknown(OPTION, option, names);
  }

  /** Returns true if the name of a column says that it is the class. */
  static boolean isNamed(Column column) {
    return NAMES.contains(letters(column)) || letters(column).equals("y");
  }

  private List<Integer> indices(Predicate<Column> condition) {
    return IntStream.range(0, columns.size())
        .filter(column -> condition.test(columns.get(column)))
        .boxed()
        .toList();
  }

  private static String letters(Column column) {
    return column.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private boolean looksLikeClass(int column) {
    return ClassCheck.isObvious(
        sample.stream()
            .filter(row -> row.cells().size() == columns.size())
            .map(row -> numbers.canonical(row.cells().get(column)))
            .collect(toSet()));
  }

  private DatasetException ambiguous(List<Integer> candidates) {
    var schema = new TableSchema(columns, 0, false);
    return new DatasetException(
        "%s: got %s as possible classes, expected one: choose with --%s"
            .formatted(
                path, candidates.stream().map(schema::describe).collect(joining(" and ")), OPTION));
  }
}
