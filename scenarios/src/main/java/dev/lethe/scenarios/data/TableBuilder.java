package dev.lethe.scenarios.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Converts the rows of a table to a data set, whatever format they come from. {@link FeatureColumn}
 * converts the features, {@link ClassNames} the classes.
 */
final class TableBuilder {
  private final Path path;
  private final TableSchema schema;
  private final TableOptions options;
  private final List<FeatureColumn> features = new ArrayList<>();
  private final LabelCounts labels;
  private final SkippedRows skipped = new SkippedRows();
  private float[] values = new float[1 << 12];
  private int[] classes = new int[1 << 8];
  private int rows;
  private int filled;

  /**
   * @param path for messages
   */
  TableBuilder(Path path, TableSchema schema, TableOptions options, Numbers numbers) {
    this.path = path;
    this.schema = schema;
    this.options = options;
    this.labels = new LabelCounts(numbers);
    for (int column = 0; column < schema.columns().size(); column++) {
      if (column != schema.label()) {
        features.add(new FeatureColumn(schema, column, options.missing(), numbers));
      }
    }
  }

  /**
   * Adds a row, unless it is skipped.
   *
   * @throws DatasetException if the number of cells or a cell does not match the schema
   */
  void add(Row row) {
    if (row.isEmpty()) {
      skipped.add(SkippedRows.EMPTY);
      return;
    }
    List<String> cells = row.cells();
    int columns = schema.columns().size();
    if (cells.size() != columns) {
      throw invalid(
          path,
          row.line(),
          cells.size() + (cells.size() == 1 ? " column" : " columns"),
          columns + (schema.declared() ? " as declared" : " as in the first line"));
    }
    String label = cells.get(schema.label());
    if (isMissingClass(label)) {
      requireMissingAllowed(
          row,
          label,
          schema.label(),
          "a class; --missing=skip skips the row, --class-names accepts it as the name of a class");
      skipped.add(SkippedRows.NO_CLASS);
      return;
    }
    int size = rows * features.size();
    if (size + features.size() > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, size + features.size()));
    }
    for (FeatureColumn feature : features) {
      String cell = cells.get(feature.index());
      if (feature.isMissing(cell)) {
        requireMissingAllowed(
            row,
            cell,
            feature.index(),
            "a value; --missing=skip, zero or mean accepts missing values");
        if (options.missing() == Missing.SKIP) {
          skipped.add(SkippedRows.MISSING);
          return;
        }
      }
      values[size++] = feature.value(path, row.line(), cell);
    }
    for (FeatureColumn feature : features) {
      filled += feature.endRow() ? 0 : 1;
    }
    if (rows == classes.length) {
      classes = Arrays.copyOf(classes, 2 * rows);
    }
    classes[rows++] = labels.add(label, row.line());
  }

  private boolean isMissingClass(String cell) {
    return Numbers.isMissing(cell)
        && !schema.labelColumn().values().contains(cell)
        && !options.classNames().contains(cell);
  }

  private void requireMissingAllowed(Row row, String cell, int column, String expected) {
    if (options.missing() == Missing.REFUSE) {
      throw invalid(
          path,
          row.line(),
          "a missing value ('%s') in %s".formatted(cell, schema.describe(column)),
          expected);
    }
  }

  /**
   * Creates the data set, without a test split.
   *
   * @param format format of the file in words
   * @throws DatasetException if there are no rows, the column of the class has no classes, or a
   *     class is not among the declared or given ones
   */
  Dataset build(String name, String format) {
    if (rows == 0) {
      throw noRows(path);
    }
    int[] found = Arrays.copyOf(classes, rows);
    List<String> declared = schema.labelColumn().values();
    var check = new ClassColumnCheck(path, schema, labels);
    if (options.classNames().isEmpty() && declared.isEmpty()) {
      check.requireClasses(
          options.labelColumn().isPresent() ? ClassCheck.CHOSEN : ClassCheck.AUTOMATIC,
          values,
          rows);
    }
    Optional<String> alternative =
        options.labelColumn().isPresent() || !options.classNames().isEmpty() || schema.declared()
            ? Optional.empty()
            : check.alternative(values, rows);
    ClassNames names = ClassNames.of(options.classNames(), declared, labels);
    check.requireKnown(names);
    int[] byIndex =
        labels.values().stream().mapToInt(value -> names.label(value).orElseThrow()).toArray();
    int[] numbers = IntStream.of(found).map(index -> byIndex[index]).toArray();
    var index = new IndexColumn(schema, values, rows);
    int width = features.size() - (index.isPresent() ? 1 : 0);
    float[] kept = index.isPresent() ? index.without() : Arrays.copyOf(values, rows * width);
    var train = new Split(width, new Values.Floats(kept), numbers);
    var summary =
        new TableSummary(
            path,
            format,
            rows,
            width,
            schema.describe(schema.label()),
            names,
            train.countsByClass(names.outputs()),
            skipped.counts(),
            filled,
            Stream.of(index.note(), oneHot(found), alternative).flatMap(Optional::stream).toList());
    return new Dataset(
        name, 1, width, names.outputs(), train, train.empty(width), Source.of(summary));
  }

  private Optional<String> oneHot(int[] found) {
    String[] byRow = IntStream.of(found).mapToObj(labels.values()::get).toArray(String[]::new);
    return new OneHotClass(schema, values, rows).warning(byRow);
  }

  static DatasetException noRows(Path path) {
    return new DatasetException("%s: got no rows, expected one or more".formatted(path));
  }

  static DatasetException invalid(Path path, long line, String got, String expected) {
    return new DatasetException(
        "%s, line %d: got %s, expected %s".formatted(path, line, got, expected));
  }
}
