package dev.lethe.scenarios.data;

import dev.lethe.scenarios.data.TableSchema.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads a table row by row, whatever format it has: finds header and class from the first rows, and
 * passes all rows to a {@link TableBuilder}.
 *
 * @param name name of the data set
 * @param path the file, for messages
 * @param options choices of the user
 */
record TableReader(String name, Path path, TableOptions options) {
  private static final int SAMPLE_ROWS = 100;

  /**
   * Reads a table from a file that declares its columns.
   *
   * @param rows supplies the rows in order, then null
   * @param format name of the format
   * @throws DatasetException if the content is invalid
   */
  Dataset declared(List<Column> columns, Supplier<Row> rows, String format) {
    List<Row> sample = sample(rows, SAMPLE_ROWS);
    return read(columns, true, sample, rows, Numbers.POINT, format);
  }

  /**
   * Reads a table from a file that does not declare its columns.
   *
   * @param rows supplies the rows in order, then null
   * @throws DatasetException if the content is invalid
   */
  Dataset undeclared(Supplier<Row> rows, CsvLayout layout) {
    List<Row> sample = withoutComments(sample(rows, SAMPLE_ROWS + 1));
    Supplier<Row> rest = rows;
    if (sample.stream().allMatch(Row::endsEmpty)) {
      // each line ends with a separator
      sample = new ArrayList<>(sample.stream().map(Row::withoutLast).toList());
      rest =
          () -> {
            Row row = rows.get();
            return row == null || !row.endsEmpty() ? row : row.withoutLast();
          };
    }
    Row first = sample.get(0);
    if (options.header() != Header.NO) {
      HeaderDetector.requireOneHeader(path, sample, layout.numbers());
    }
    boolean header =
        switch (options.header()) {
          case YES -> true;
          case NO -> false;
          case AUTO -> HeaderDetector.isHeader(path, sample, layout.numbers());
        };
    List<Column> columns =
        header
            ? first.cells().stream().map(Column::named).toList()
            : Collections.nCopies(first.cells().size(), Column.UNNAMED);
    if (header) {
      sample.remove(0);
    }
    String format = layout.describe() + (header ? ", with a header" : ", without a header");
    return read(columns, false, sample, rest, layout.numbers(), format);
  }

  private Dataset read(
      List<Column> columns,
      boolean declared,
      List<Row> sample,
      Supplier<Row> rest,
      Numbers numbers,
      String format) {
    if (columns.size() < 2) {
      throw TableBuilder.invalid(
          path,
          sample.isEmpty() ? 1 : sample.get(0).line(),
          columns.isEmpty() ? "no columns" : "1 column",
          "features and a class, separated by commas, semicolons, tabs, bars or spaces");
    }
    if (sample.isEmpty()) {
      throw TableBuilder.noRows(path);
    }
    int label = new LabelColumn(path, columns, sample, numbers).find(options.labelColumn());
    var table = new TableBuilder(path, new TableSchema(columns, label, declared), options, numbers);
    sample.forEach(table::add);
    for (Row row = rest.get(); row != null; row = rest.get()) {
      table.add(row);
    }
    return table.build(name, format);
  }

  private List<Row> sample(Supplier<Row> rows, int max) {
    List<Row> sample = new ArrayList<>();
    while (sample.size() < max) {
      Row row = rows.get();
      if (row == null) {
        break;
      }
      sample.add(row);
    }
    if (sample.isEmpty()) {
      throw TableBuilder.noRows(path);
    }
    return sample;
  }

  /**
   * Removes lines at the start that begin with #, except a last one that is as wide as the rows.
   */
  private static List<Row> withoutComments(List<Row> sample) {
    int start = 0;
    while (start + 1 < sample.size()
        && isComment(sample.get(start))
        && (isComment(sample.get(start + 1))
            || sample.get(start).cells().size() != sample.get(start + 1).cells().size())) {
      start++;
    }
    return new ArrayList<>(sample.subList(start, sample.size()));
  }

  private static boolean isComment(Row row) {
    return row.cells().get(0).startsWith("#");
  }
}
