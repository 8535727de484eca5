package dev.lethe.scenarios.data;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Columns of a table, one of which is the class.
 *
 * @param columns all columns in order, {@code [features + 1]}
 * @param label index of the column of the class, from 0
 * @param declared true if the file declares its columns, as ARFF does
 */
record TableSchema(List<Column> columns, int label, boolean declared) {
  /** Maximum length of a name or cell in a message. */
  private static final int MAX_NAME = 40;

  /**
   * One column.
   *
   * @param name empty if the file does not name it
   * @param values nominal values in declared order; empty if the column is not declared as nominal
   */
  record Column(String name, List<String> values) {
    static final Column UNNAMED = named("");

    Column {
      requireNonNull(name, "name");
      values = List.copyOf(values);
    }

    static Column named(String name) {
      return new Column(name, List.of());
    }

    boolean isNominal() {
      return !values.isEmpty();
    }
  }

  TableSchema {
    columns = List.copyOf(columns);
  }

  /** Returns the number of columns that are features. */
  int features() {
    return columns.size() - 1;
  }

  /** Returns the column of the class. */
  Column labelColumn() {
    return columns.get(label);
  }

  /** Returns a name or a cell for messages, at most {@value #MAX_NAME} characters of it. */
  static String shortened(String text) {
    return text.length() > MAX_NAME ? text.substring(0, MAX_NAME) + "…" : text;
  }

  /** Returns number and, if it has one, name of a column, for messages. */
  String describe(int column) {
    String name = shortened(columns.get(column).name());
    return "column " + (column + 1) + (name.isEmpty() ? "" : " ('%s')".formatted(name));
  }
}
