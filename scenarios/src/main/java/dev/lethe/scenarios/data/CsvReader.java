package dev.lethe.scenarios.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a table from a CSV file; the last column is the class. The first row is a header if a cell
 * before the last is not a number. Blank lines and lines that start with {@code %} are skipped.
 *
 * @param name name of the data set
 * @param path the file, which may be gzipped or in a zip archive
 */
record CsvReader(String name, Path path) implements DatasetReader {
  private static final String COMMENT = "%";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setCommentMarker(COMMENT.charAt(0))
          .setIgnoreSurroundingSpaces(true)
          .get();

  @Override
  public Dataset read() {
    try (CSVParser parser = FORMAT.parse(PackedFile.openText(path))) {
      return read(parser);
    } catch (UncheckedIOException e) {
      throw failure(e.getCause());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Dataset read(CSVParser parser) {
    TableBuilder table = null;
    for (CSVRecord record : parser) {
      List<String> cells = record.stream().map(CsvReader::unquoted).toList();
      if (isSkipped(cells)) {
        continue;
      }
      long line = parser.getCurrentLineNumber();
      boolean first = table == null;
      if (first) {
        table = new TableBuilder(path, TableSchema.undeclared(cells.size()), line);
      }
      if (!first || !isHeader(cells)) {
        table.add(line, cells);
      }
    }
    if (table == null) {
      throw TableBuilder.noRows(path);
    }
    return table.build(name);
  }

  /** Returns true for lines with only spaces, and comments after spaces. */
  private static boolean isSkipped(List<String> cells) {
    return cells.equals(List.of("")) || cells.get(0).startsWith(COMMENT);
  }

  private static boolean isHeader(List<String> cells) {
    return !cells.subList(0, cells.size() - 1).stream().allMatch(TableBuilder::isNumber);
  }

  /** Removes single quotes, which are not CSV but occur in tables converted from ARFF. */
  private static String unquoted(String cell) {
    return cell.replaceAll("^'(.*)'$", "$1");
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
