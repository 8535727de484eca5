package dev.lethe.scenarios.data;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Separator and quotes of a CSV file.
 *
 * @param separator character between cells
 * @param quote character around cells that contain a separator
 * @param numbers spelling of numbers
 */
record CsvLayout(char separator, char quote, Numbers numbers) {
  static final char COMMENT = '%';

  private static final Map<Character, String> NAMES =
      Map.of(',', "commas", ';', "semicolons", '\t', "tabs", '|', "bars", ' ', "spaces");
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|', ' ');
  private static final Pattern EXCEL = Pattern.compile("(?i)sep=.?");
  private static final int SAMPLE_CHARACTERS = 1 << 18;
  private static final int SAMPLE_RECORDS = 100;

  private record Candidate(CsvLayout layout, double score, int columns) {}

  /**
   * Chooses the layout in which most cells of the first rows are numbers and rows have the same
   * number of columns, at least 2; commas and double quotes if there is none.
   */
  static CsvLayout detect(Path path) throws IOException {
    String text;
    try (Reader in = PackedFile.openText(path)) {
      char[] buffer = new char[SAMPLE_CHARACTERS];
      int size = 0;
      for (int n = 0;
          n >= 0 && size < buffer.length;
          n = in.read(buffer, size, buffer.length - size)) {
        size += n;
      }
      text = new String(buffer, 0, size);
    }
    boolean whole = text.length() < SAMPLE_CHARACTERS;
    // single quotes are apostrophes in a file with double quotes
    List<Character> quotes = text.indexOf('"') >= 0 ? List.of('"') : List.of('"', '\'');
    return quotes.stream()
        .flatMap(
            quote -> SEPARATORS.stream().map(separator -> candidate(text, whole, separator, quote)))
        .filter(candidate -> candidate.columns() > 1)
        // of equals the first is the maximum
        .max(Comparator.comparingDouble(Candidate::score).thenComparingInt(Candidate::columns))
        .map(Candidate::layout)
        .orElse(new CsvLayout(',', '"', Numbers.POINT));
  }

  private static Candidate candidate(String text, boolean whole, char separator, char quote) {
    var layout = new CsvLayout(separator, quote, Numbers.POINT);
    List<List<String>> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, layout.format())) {
      for (CSVRecord record : parser) {
        List<String> cells = layout.cells(record);
        if (!isSkipped(cells)) {
          rows.add(cells);
        }
        if (rows.size() == SAMPLE_RECORDS) {
          break;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      if (whole) {
        return new Candidate(layout, 0, 0);
      }
    }
    if (!whole && rows.size() > 1 && rows.size() < SAMPLE_RECORDS) {
      rows.remove(rows.size() - 1);
    }
    boolean comma =
        separator != ',' && rows.stream().flatMap(List::stream).anyMatch(Numbers::hasDecimalComma);
    return new CsvLayout(separator, quote, comma ? Numbers.COMMA : Numbers.POINT).rate(rows);
  }

  private Candidate rate(List<List<String>> rows) {
    int columns = mostFrequentWidth(rows);
    long all = rows.stream().mapToLong(List::size).sum();
    long good =
        rows.stream()
            .filter(row -> row.size() == columns)
            .flatMap(List::stream)
            .filter(cell -> numbers.isNumber(cell) || Numbers.isMissing(cell))
            .count();
    return new Candidate(this, (double) good / Math.max(1, all), columns);
  }

  private static int mostFrequentWidth(List<List<String>> rows) {
    return rows.stream()
        .map(List::size)
        .max(
            Comparator.<Integer>comparingLong(
                    width -> rows.stream().filter(row -> row.size() == width).count())
                .thenComparing(Comparator.naturalOrder()))
        .orElse(0);
  }

  /** Returns the format for the parser. */
  CSVFormat format() {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(separator)
        .setQuote(quote)
        .setCommentMarker(COMMENT)
        .setIgnoreSurroundingSpaces(separator != ' ')
        .get();
  }

  /** Returns the cells of a record. Several spaces in a row are one separator. */
  List<String> cells(CSVRecord record) {
    return separator == ' '
        ? record.stream().filter(cell -> !cell.isEmpty()).map(CsvLayout::unquoted).toList()
        : record.stream().map(CsvLayout::unquoted).toList();
  }

  /** Returns true for lines with only spaces, comments after spaces, and Excel's {@code sep=;}. */
  static boolean isSkipped(List<String> cells) {
    return cells.isEmpty()
        || cells.equals(List.of(""))
        || cells.size() <= 2 && EXCEL.matcher(cells.get(0)).matches()
        || cells.get(0).startsWith(Character.toString(COMMENT));
  }

  /** Returns separator and spelling of numbers in words. */
  String describe() {
    return "CSV, separated by "
        + NAMES.get(separator)
        + (numbers.decimalComma() ? ", decimal commas" : "");
  }

  /** Removes single quotes, which are not CSV but occur in tables converted from ARFF. */
  private static String unquoted(String cell) {
    int last = cell.length() - 1;
    return last > 0 && cell.charAt(0) == '\'' && cell.charAt(last) == '\''
        ? cell.substring(1, last)
        : cell;
  }
}
