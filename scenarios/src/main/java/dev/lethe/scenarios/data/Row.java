package dev.lethe.scenarios.data;

import java.util.List;

/**
 * A row of a table.
 *
 * @param line line of the file that it ends on, from 1, for messages
 * @param cells trimmed and without quotes, in the order of the columns
 */
record Row(long line, List<String> cells) {
  /** Returns true if no cell has content, as in the rows that spreadsheets add at the end. */
  boolean isEmpty() {
    return cells.stream().allMatch(String::isEmpty);
  }

  /** Returns true if the last of several cells is empty. */
  boolean endsEmpty() {
    return cells.size() > 1 && cells.get(cells.size() - 1).isEmpty();
  }

  /** Returns the row without its last cell. */
  Row withoutLast() {
    return new Row(line, cells.subList(0, cells.size() - 1));
  }
}
