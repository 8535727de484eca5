package dev.lethe.scenarios.data;

import dev.lethe.scenarios.data.TableSchema.Column;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts the cells of one column to numbers.
 *
 * <p>A column without declared values has numbers. If the declared values are different numbers,
 * they stay what they are. Otherwise a value becomes its position in the declaration, also if its
 * name is a number; a missing value has the position after the last one.
 */
final class FeatureColumn {
  private final TableSchema schema;
  private final int index;
  private final Missing missing;
  private final Numbers numbers;
  private final boolean positional;
  private final int positions;
  private final Map<String, Float> nominal;
  private double sum;
  private long count;
  private float pending = Float.NaN;

  /**
   * @param index index of the column, from 0
   */
  FeatureColumn(TableSchema schema, int index, Missing missing, Numbers numbers) {
    this.schema = schema;
    this.index = index;
    this.missing = missing;
    this.numbers = numbers;
    Column column = schema.columns().get(index);
    this.positions = column.values().size();
    this.positional = column.isNominal() && !hasDifferentNumbers(column.values());
    this.nominal = nominal(column.values(), positional);
  }

  private static boolean hasDifferentNumbers(List<String> values) {
    return values.stream().allMatch(Numbers.POINT::isNumber)
        && values.stream().map(Numbers.POINT::parse).distinct().count() == values.size();
  }

  private static Map<String, Float> nominal(List<String> values, boolean positional) {
    Map<String, Float> nominal = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      float number = positional ? i : Numbers.POINT.parse(values.get(i));
      nominal.put(values.get(i), number);
    }
    // data may spell a number in another way than the declaration
    values.forEach(
        value -> nominal.putIfAbsent(Numbers.POINT.canonical(value), nominal.get(value)));
    return nominal;
  }

  int index() {
    return index;
  }

  /** Returns true if the cell has no value. */
  boolean isMissing(String cell) {
    return Numbers.isMissing(cell) && !nominal.containsKey(cell);
  }

  /**
   * Converts a cell.
   *
   * @param path for messages
   * @param line for messages
   * @throws DatasetException if the cell has an invalid value
   */
  float value(Path path, long line, String cell) {
    if (isMissing(cell)) {
      pending = Float.NaN;
      if (positional) {
        return positions;
      }
      return missing == Missing.MEAN && count > 0 ? (float) (sum / count) : 0;
    }
    pending = nominal.isEmpty() ? number(path, line, cell) : position(path, line, cell);
    return pending;
  }

  /**
   * Adds the last value to the mean; not called for a row that is skipped.
   *
   * @return true if the last cell had a value
   */
  boolean endRow() {
    if (Float.isNaN(pending)) {
      return false;
    }
    sum += pending;
    count++;
    return true;
  }

  private float number(Path path, long line, String cell) {
    float value = numbers.parse(cell);
    if (Float.isNaN(value)) {
      throw invalid(
          path,
          line,
          cell,
          "a finite number"
              + (numbers.decimalComma() ? " with a decimal comma" : "")
              + (count == 0 ? "; if it is the class, choose it with --label-column" : ""));
    }
    return value;
  }

  private float position(Path path, long line, String cell) {
    Float value = nominal.get(cell);
    if (value == null) {
      value = nominal.get(Numbers.POINT.canonical(cell));
    }
    if (value == null) {
      throw invalid(
          path, line, cell, "one of " + String.join(", ", schema.columns().get(index).values()));
    }
    return value;
  }

  private DatasetException invalid(Path path, long line, String cell, String expected) {
    return TableBuilder.invalid(
        path,
        line,
        "'%s' in %s".formatted(TableSchema.shortened(cell), schema.describe(index)),
        expected);
  }
}
