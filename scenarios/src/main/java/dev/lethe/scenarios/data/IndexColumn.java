package dev.lethe.scenarios.data;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a first column that only numbers the rows, as pandas and R write it. A model that is
 * trained on it learns the order of the file.
 */
final class IndexColumn {
  private static final Set<String> UNNAMED = Set.of("", "unnamed: 0");
  private static final Set<String> NAMES =
      Set.of("id", "index", "row", "rowid", "rowname", "rownames", "rownumber");

  /** Number of rows from which on counting is not chance. */
  private static final int MIN_ROWS = 10;

  private final TableSchema schema;
  private final float[] values;
  private final int rows;

  /**
   * @param values features, {@code [rows, features]}
   */
  IndexColumn(TableSchema schema, float[] values, int rows) {
    this.schema = schema;
    this.values = values;
    this.rows = rows;
  }

  /**
   * Returns true if the first column is an index of whole numbers. Either it has no name although
   * the other columns have names, or its name is like {@code id} and its numbers are all different.
   */
  boolean isIndex() {
    if (!isFeatureBesideOthers() || !schema.columns().get(0).values().isEmpty()) {
      return false;
    }
    String name = schema.columns().get(0).name().toLowerCase(Locale.ROOT);
    if (UNNAMED.contains(name)) {
      return !schema.columns().get(1).name().isEmpty() && isWhole();
    }
    return NAMES.contains(name.replaceAll("[ ._-]", "")) && isWhole() && isDistinct();
  }

  /** Returns a warning if the first column counts the rows, but may be more than an index. */
  Optional<String> warning() {
    return isFeatureBesideOthers() && !isIndex() && rows >= MIN_ROWS && counts()
        ? Optional.of(
            "warning: %s counts the rows; if it is an index, remove it, since a model would learn from it"
                .formatted(schema.describe(0)))
        : Optional.empty();
  }

  /** Returns the features without the first one, {@code [rows, features - 1]}. */
  float[] without() {
    int width = schema.features();
    float[] rest = new float[rows * (width - 1)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * width + 1, rest, row * (width - 1), width - 1);
    }
    return rest;
  }

  private boolean isFeatureBesideOthers() {
    return schema.label() != 0 && schema.features() > 1;
  }

  private float value(int row) {
    return values[row * schema.features()];
  }

  private boolean isWhole() {
    for (int row = 0; row < rows; row++) {
      if (value(row) != Math.rint(value(row))) {
        return false;
      }
    }
    return true;
  }

  private boolean isDistinct() {
    Set<Float> seen = new HashSet<>();
    for (int row = 0; row < rows; row++) {
      if (!seen.add(value(row))) {
        return false;
      }
    }
    return true;
  }

  private boolean counts() {
    for (int row = 0; row < rows; row++) {
      if (value(row) != value(0) + row) {
        return false;
      }
    }
    return value(0) == 0 || value(0) == 1;
  }
}
