package dev.lethe.scenarios.data;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds a column that only numbers the rows: the first one, as pandas and R write it, or one called
 * {@code id} in any place. A model that is trained on it learns the order of the file.
 */
final class IndexColumn {
  private static final Set<String> UNNAMED = Set.of("", "unnamed: 0");
  private static final Set<String> NAMES =
      Set.of("id", "index", "row", "rowid", "rowname", "rownames", "rownumber");
  private static final int NONE = -1;

  /** Number of rows from which on counting is not chance. */
  private static final int MIN_ROWS = 10;

  private static final float MAX_EXACT = 1 << 24;

  private final TableSchema schema;
  private final float[] values;
  private final int rows;
  private final int index;

  /**
   * @param values features, {@code [rows, features]}
   */
  IndexColumn(TableSchema schema, float[] values, int rows) {
    this.schema = schema;
    this.values = values;
    this.rows = rows;
    this.index =
        IntStream.range(0, schema.features())
            .filter(feature -> schema.features() > 1 && isIndex(feature))
            .findFirst()
            .orElse(NONE);
  }

  /**
   * Returns true if there is an index of whole numbers beside other features. Either it is the
   * first column and has no name although the next one has one, or its name is like {@code id} and
   * its numbers are all different.
   */
  boolean isPresent() {
    return index != NONE;
  }

  /** Returns a line of text about the index, or about a first column that counts the rows. */
  Optional<String> note() {
    if (isPresent()) {
      return Optional.of(
          "left out: %s, since it only numbers the rows".formatted(schema.describe(column(index))));
    }
    boolean first = schema.label() != 0 && schema.features() > 1;
    return first && rows >= MIN_ROWS && counts()
        ? Optional.of(
            "warning: %s counts the rows; if it is an index, remove it, since a model would learn from it"
                .formatted(schema.describe(0)))
        : Optional.empty();
  }

  /** Returns the features without the index, {@code [rows, features - 1]}. */
  float[] without() {
    int width = schema.features();
    float[] rest = new float[rows * (width - 1)];
    int size = 0;
    for (int i = 0; i < rows * width; i++) {
      if (i % width != index) {
        rest[size++] = values[i];
      }
    }
    return rest;
  }

  private boolean isIndex(int feature) {
    int column = column(feature);
    if (schema.columns().get(column).isNominal()) {
      return false;
    }
    String name = schema.columns().get(column).name().toLowerCase(Locale.ROOT);
    if (column == 0 && UNNAMED.contains(name)) {
      return !schema.columns().get(1).name().isEmpty() && isWhole(feature);
    }
    return NAMES.contains(name.replaceAll("[ ._-]", "")) && isWhole(feature) && isDistinct(feature);
  }

  private int column(int feature) {
    return feature < schema.label() ? feature : feature + 1;
  }

  private float value(int row, int feature) {
    return values[row * schema.features() + feature];
  }

  private boolean isWhole(int feature) {
    for (int row = 0; row < rows; row++) {
      if (value(row, feature) != Math.rint(value(row, feature))) {
        return false;
      }
    }
    return true;
  }

  /** Returns true also for numbers beyond 2^24, which floats do not tell apart. */
  private boolean isDistinct(int feature) {
    Set<Float> seen = new HashSet<>();
    for (int row = 0; row < rows; row++) {
      float value = value(row, feature);
      if (Math.abs(value) < MAX_EXACT && !seen.add(value)) {
        return false;
      }
    }
    return true;
  }

  private boolean counts() {
    for (int row = 0; row < rows; row++) {
      if (value(row, 0) != value(0, 0) + row) {
        return false;
      }
    }
    return value(0, 0) == 0 || value(0, 0) == 1;
  }
}
