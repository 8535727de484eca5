package dev.lethe.scenarios.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads a table from an ARFF file; the last attribute is the class. Reads dense rows of numeric and
 * nominal attributes.
 *
 * @param name name of the data set
 * @param path the file, which may be gzipped or in a zip archive
 */
record ArffReader(String name, Path path) implements DatasetReader {
  private static final String DECLARATION = "@";
  private static final String ATTRIBUTE = "@attribute";
  private static final String COMMENT = "%";

  /**
   * Returns true if the first line, apart from comments, is a declaration.
   *
   * @throws DatasetException if the file cannot be read
   */
  static boolean accepts(Path path) {
    try (BufferedReader in = PackedFile.openText(path)) {
      String line = in.readLine();
      while (line != null && isSkipped(line.strip())) {
        line = in.readLine();
      }
      return line != null && line.strip().startsWith(DECLARATION);
    } catch (IOException e) {
      throw DatasetException.unreadable(path, e);
    }
  }

  @Override
  public Dataset read() {
    try (BufferedReader in = PackedFile.openText(path)) {
      return read(in);
    } catch (IOException e) {
      throw DatasetException.unreadable(path, e);
    }
  }

  private Dataset read(BufferedReader in) throws IOException {
    List<TableSchema.Column> columns = new ArrayList<>();
    TableBuilder table = null;
    long number = 0;
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      number++;
      String line = text.strip();
      if (isSkipped(line)) {
        continue;
      }
      if (!line.startsWith(DECLARATION)) {
        if (table == null) {
          table = new TableBuilder(path, new TableSchema(columns, true), number);
        }
        table.add(number, cells(line));
      } else if (line.toLowerCase(Locale.ROOT).startsWith(ATTRIBUTE)) {
        columns.add(column(line));
      }
    }
    if (table == null) {
      throw TableBuilder.noRows(path);
    }
    return table.build(name);
  }

  private static boolean isSkipped(String line) {
    return line.isEmpty() || line.startsWith(COMMENT);
  }

  private static TableSchema.Column column(String line) {
    int open = line.indexOf('{');
    int close = line.lastIndexOf('}');
    boolean nominal = open >= 0 && close > open;
    return new TableSchema.Column(nominal ? cells(line.substring(open + 1, close)) : List.of());
  }

  private static List<String> cells(String line) {
    return Stream.of(line.split(",", -1))
        .map(cell -> cell.strip().replaceAll("^[\"'](.*)[\"']$", "$1"))
        .toList();
  }
}
