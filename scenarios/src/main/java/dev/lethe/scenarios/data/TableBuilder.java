package dev.lethe.scenarios.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts the rows of a table to a data set, whatever format they come from.
 *
 * <p>A feature is a finite number. A nominal value that is not a number becomes its position in the
 * declared values. Classes have the order of their declaration. Undeclared classes are sorted, as
 * numbers if all of them are numbers and by name otherwise.
 */
final class TableBuilder {
  private final Path path;
  private final TableSchema schema;
  private final List<String> labels = new ArrayList<>();
  private float[] values = new float[1 << 12];
  private int size;

  /**
   * @param path for messages
   * @param line line of the first row or of the end of the header, for messages
   * @throws DatasetException if the schema has no feature
   */
  TableBuilder(Path path, TableSchema schema, long line) {
    if (schema.features() < 1) {
      throw invalid(
          path,
          line,
          schema.columns().size() == 1 ? "1 column" : "no columns",
          "features and, last, the class");
    }
    this.path = path;
    this.schema = schema;
  }

  /**
   * Adds a row.
   *
   * @param line line of the file, from 1, for messages
   * @throws DatasetException if the number of cells or a feature does not match the schema
   */
  void add(long line, List<String> cells) {
    int features = schema.features();
    if (cells.size() != features + 1) {
      throw invalid(
          path,
          line,
          cells.size() + " columns",
          features + 1 + (schema.declared() ? " as declared" : " as in the first line"));
    }
    if (size + features > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, size + features));
    }
    for (int column = 0; column < features; column++) {
      values[size++] = feature(cells.get(column), column, line);
    }
    labels.add(cells.get(features));
  }

  private float feature(String cell, int column, long line) {
    if (isNumber(cell)) {
      return Float.parseFloat(cell);
    }
    int position = schema.columns().get(column).values().indexOf(cell);
    if (position < 0) {
      throw invalid(path, line, "'%s' in column %d".formatted(cell, column + 1), "a finite number");
    }
    return position;
  }

  /**
   * Creates the data set, without a test split.
   *
   * @throws DatasetException if there are no rows, or a class is not declared
   */
  Dataset build(String name) {
    if (labels.isEmpty()) {
      throw noRows(path);
    }
    List<String> classes = classes();
    Map<String, Integer> indices = new HashMap<>();
    classes.forEach(label -> indices.put(label, indices.size()));
    for (String label : labels) {
      if (!indices.containsKey(label)) {
        throw new DatasetException(
            "%s: got class '%s', expected one of %s".formatted(path, label, classes));
      }
    }
    int features = schema.features();
    int[] numbers = labels.stream().mapToInt(indices::get).toArray();
    var train = new Split(features, new Values.Floats(Arrays.copyOf(values, size)), numbers);
    return new Dataset(name, 1, features, classes.size(), train, train.empty(features));
  }

  private List<String> classes() {
    if (!schema.label().values().isEmpty()) {
      return schema.label().values();
    }
    boolean numbers = labels.stream().allMatch(TableBuilder::isNumber);
    Comparator<String> order =
        numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
    return labels.stream().distinct().sorted(order).toList();
  }

  /** Returns true if the text is a finite number. */
  static boolean isNumber(String cell) {
    try {
      return Float.isFinite(Float.parseFloat(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  static DatasetException noRows(Path path) {
    return new DatasetException("%s: got no rows, expected one or more".formatted(path));
  }

  static DatasetException invalid(Path path, long line, String got, String expected) {
    return new DatasetException(
        "%s, line %d: got %s, expected %s".formatted(path, line, got, expected));
  }
}
