package dev.lethe.scenarios.data;

import java.util.Collections;
import java.util.List;

/**
 * Columns of a table; the last one is the class.
 *
 * @param columns all columns in order, {@code [features + 1]}
 * @param declared true if the file declares its columns, as ARFF does
 */
record TableSchema(List<Column> columns, boolean declared) {
  /**
   * One column.
   *
   * @param values nominal values in declared order; empty if the column is not declared as nominal
   */
  record Column(List<String> values) {
    Column {
      values = List.copyOf(values);
    }
  }

  TableSchema {
    columns = List.copyOf(columns);
  }

  /** Returns the schema of a table that does not declare its columns. */
  static TableSchema undeclared(int columns) {
    return new TableSchema(Collections.nCopies(columns, new Column(List.of())), false);
  }

  /** Returns the number of columns that are features. */
  int features() {
    return columns.size() - 1;
  }

  /** Returns the column of the class. */
  Column label() {
    return columns.get(features());
  }
}
