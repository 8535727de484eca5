package dev.lethe.scenarios.data;

import java.util.Optional;

/**
 * Finds features that together with the column of the class hold exactly one 1 in each row: a class
 * with one column per value, of which only the last column was taken as the class. The other ones
 * would tell a model the answer.
 */
final class OneHotClass {
  /** Number of rows from which on this is not chance. */
  private static final int MIN_ROWS = 10;

  private final TableSchema schema;
  private final float[] values;
  private final int rows;

  /**
   * @param values features, {@code [rows, features]}
   */
  OneHotClass(TableSchema schema, float[] values, int rows) {
    this.schema = schema;
    this.values = values;
    this.rows = rows;
  }

  /**
   * Returns a warning, or empty if there are no such features.
   *
   * @param labels value of the class by row, as text
   */
  Optional<String> warning(String[] labels) {
    if (rows < MIN_ROWS) {
      return Optional.empty();
    }
    float[] sums = new float[rows];
    for (int row = 0; row < rows; row++) {
      if (!labels[row].equals("0") && !labels[row].equals("1")) {
        return Optional.empty();
      }
      sums[row] = labels[row].equals("1") ? 1 : 0;
    }
    boolean last = schema.label() > 0;
    int feature = last ? schema.label() - 1 : 0;
    int step = last ? -1 : 1;
    while (feature >= 0 && feature < schema.features() && add(feature, sums)) {
      if (isOneEverywhere(sums)) {
        int column = feature < schema.label() ? feature : feature + 1;
        return Optional.of(
            "warning: %s to %s hold exactly one 1 in each row, so they look like one class with a column per value; a model would read the class from them: put it into one column"
                .formatted(
                    schema.describe(Math.min(column, schema.label())),
                    schema.describe(Math.max(column, schema.label()))));
      }
      feature += step;
    }
    return Optional.empty();
  }

  /** Adds a feature to the sums; returns false if it has other values than 0 and 1. */
  private boolean add(int feature, float[] sums) {
    for (int row = 0; row < rows; row++) {
      float value = values[row * schema.features() + feature];
      if (value != 0 && value != 1) {
        return false;
      }
      sums[row] += value;
    }
    return true;
  }

  private static boolean isOneEverywhere(float[] sums) {
    for (float sum : sums) {
      if (sum != 1) {
        return false;
      }
    }
    return true;
  }
}
