package dev.lethe.scenarios.data;

import dev.lethe.scenarios.data.TableSchema.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A row of a sparse ARFF file: {@code {index value, ...}}, with indices from 0. An attribute that
 * is left out is 0 or, if it is nominal, has its first value.
 */
final class SparseRow {
  private SparseRow() {}

  /**
   * Returns the cells of all columns.
   *
   * @throws DatasetException if an index is missing, out of range or repeated
   */
  static List<String> cells(Path path, long line, String text, List<Column> columns) {
    List<String> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(column.isNominal() ? column.values().get(0) : "0"));
    String content = text.substring(1, text.length() - 1).strip();
    if (content.isEmpty()) {
      return cells;
    }
    Set<Integer> given = new HashSet<>();
    for (String entry : entries(content)) {
      String trimmed = entry.strip();
      int digits = 0;
      while (digits < trimmed.length() && Character.isDigit(trimmed.charAt(digits))) {
        digits++;
      }
      List<String> value = ArffLine.values(trimmed.substring(digits));
      int index = digits == 0 || digits > 9 ? -1 : Integer.parseInt(trimmed.substring(0, digits));
      if (index < 0 || index >= columns.size() || value.size() != 1 || !given.add(index)) {
        throw TableBuilder.invalid(
            path,
            line,
            "'%s'".formatted(trimmed),
            "an index from 0 to %d, given once, and its value".formatted(columns.size() - 1));
      }
      cells.set(index, value.get(0));
    }
    return cells;
  }

  /** Splits at commas outside quotes. */
  private static List<String> entries(String content) {
    List<String> entries = new ArrayList<>();
    int start = 0;
    char quote = 0;
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == ',') {
        entries.add(content.substring(start, i));
        start = i + 1;
      }
    }
    entries.add(content.substring(start));
    return entries;
  }
}
