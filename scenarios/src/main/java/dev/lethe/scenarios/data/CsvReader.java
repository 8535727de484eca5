package dev.lethe.scenarios.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a table from a CSV file; {@link CsvLayout} finds the separator. Blank lines and lines that
 * start with {@code %} are skipped.
 *
 * @param name name of the data set
 * @param path the file, which may be gzipped or in a zip archive
 * @param options choices of the user
 */
record CsvReader(String name, Path path, TableOptions options) implements DatasetReader {
  @Override
  public Dataset read() {
    try {
      CsvLayout layout = CsvLayout.detect(path);
      try (CSVParser parser = layout.format().parse(PackedFile.openText(path))) {
        return new TableReader(name, path, options).undeclared(rows(layout, parser), layout);
      }
    } catch (UncheckedIOException e) {
      throw failure(e.getCause());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static Supplier<Row> rows(CsvLayout layout, CSVParser parser) {
    Iterator<CSVRecord> records = parser.iterator();
    return () -> {
      while (records.hasNext()) {
        List<String> cells = layout.cells(records.next());
        if (!CsvLayout.isSkipped(cells)) {
          return new Row(parser.getCurrentLineNumber(), cells);
        }
      }
      return null;
    };
  }

  private DatasetException failure(IOException e) {
    return e instanceof CSVException
        ? new DatasetException(
            "%s: got malformed CSV (%s), expected quotes in pairs around whole cells"
                .formatted(path, e.getMessage()),
            e)
        : DatasetException.unreadable(path, e);
  }
}
