package dev.lethe.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Table of aligned columns, two spaces apart. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... header) {
    rows.add(List.of(header));
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column
   */
  void add(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "cells: got %d, expected %d".formatted(cells.length, rows.get(0).size()));
    }
    rows.add(List.of(cells));
  }

  void print(PrintWriter out) {
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column)).append(" ".repeat(padding(row, column)));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int padding(List<String> row, int column) {
    int width = rows.stream().mapToInt(other -> other.get(column).length()).max().orElseThrow();
    return width - row.get(column).length() + 2;
  }
}
