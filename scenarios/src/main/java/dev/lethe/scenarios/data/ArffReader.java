package dev.lethe.scenarios.data;

import dev.lethe.scenarios.data.TableSchema.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Reads a table from an ARFF file: dense or sparse rows of numeric and nominal attributes.
 *
 * @param name name of the data set
 * @param path the file, which may be gzipped or in a zip archive
 * @param options choices of the user
 */
record ArffReader(String name, Path path, TableOptions options) implements DatasetReader {
  private static final List<String> DECLARATIONS = List.of("@relation", "@attribute", "@data");
  private static final String ATTRIBUTE = "@attribute";
  private static final String COMMENT = "%";
  private static final String DECLARATION = "@";

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
      String first = line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
      return DECLARATIONS.stream().anyMatch(first::startsWith);
    } catch (IOException e) {
      throw DatasetException.unreadable(path, e);
    }
  }

  @Override
  public Dataset read() {
    try (BufferedReader in = PackedFile.openText(path)) {
      var lines = new Lines(in);
      List<Column> columns = new ArrayList<>();
      String line = lines.next();
      while (line != null && line.startsWith(DECLARATION)) {
        if (line.toLowerCase(Locale.ROOT).startsWith(ATTRIBUTE)) {
          columns.add(column(line, lines.number));
        }
        line = lines.next();
      }
      return new TableReader(name, path, options)
          .declared(columns, rows(columns, lines, line), "ARFF");
    } catch (UncheckedIOException e) {
      throw DatasetException.unreadable(path, e.getCause());
    } catch (IOException e) {
      throw DatasetException.unreadable(path, e);
    }
  }

  private Supplier<Row> rows(List<Column> columns, Lines lines, String first) {
    return new Supplier<>() {
      private String line = first;

      @Override
      public Row get() {
        if (line == null) {
          return null;
        }
        List<String> cells =
            line.startsWith("{") && line.endsWith("}")
                ? SparseRow.cells(path, lines.number, line, columns)
                : ArffLine.values(line);
        var row = new Row(lines.number, cells);
        line = lines.next();
        return row;
      }
    };
  }

  /** Lines that are neither empty nor a comment. */
  private static final class Lines {
    private final BufferedReader in;
    private long number;

    Lines(BufferedReader in) {
      this.in = in;
    }

    /** Returns the next line without surrounding white space; null at the end. */
    String next() {
      try {
        String line;
        do {
          line = in.readLine();
          number++;
          line = line == null ? null : ArffLine.withoutComment(line).strip();
        } while (line != null && isSkipped(line));
        return line;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static boolean isSkipped(String line) {
    return line.isEmpty() || line.startsWith(COMMENT);
  }

  private Column column(String line, long number) {
    String text = line.substring(ATTRIBUTE.length()).strip();
    if (text.isEmpty()) {
      throw TableBuilder.invalid(path, number, "'%s'".formatted(line), "@attribute NAME TYPE");
    }
    int end = ArffLine.endOfValue(text, 0);
    List<String> names = ArffLine.values(text.substring(0, end));
    String type = text.substring(end).strip();
    boolean nominal = type.startsWith("{") && type.endsWith("}");
    return new Column(
        String.join(",", names),
        nominal ? ArffLine.values(type.substring(1, type.length() - 1)) : List.of());
  }
}
