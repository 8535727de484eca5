package dev.lethe.bench;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Targets.Group;
import dev.lethe.bench.Targets.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The table of published figures and ours, between two marks in a page. */
final class ResultsTable {
  private static final String BEGIN = "<!-- bench/results begins -->";
  private static final String END = "<!-- bench/results ends -->";

  private ResultsTable() {}

  static void write(Path page, Targets targets, ResultStore store) throws IOException {
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(page + ": wanted '" + BEGIN + "' and '" + END + "'");
    }
    var table = new StringBuilder(BEGIN).append("\n");
    targets.groups().forEach(group -> append(table, group, store));
    Files.writeString(page, text.substring(0, from) + table + "\n" + text.substring(to));
  }

  private static void append(StringBuilder table, Group group, ResultStore store) {
    table
        .append("\n### ")
        .append(group.title())
        .append("\n\n")
        .append(group.about())
        .append("\n\n| row | figure | published | ours, mean ± 95 % CI | verdict | method |\n")
        .append("|---|---|---|---|---|---|\n");
    group.rows().forEach(row -> append(table, row, store));
  }

  private static void append(StringBuilder table, Row row, ResultStore store) {
    row.published()
        .forEach(
            (figure, published) -> {
              List<Double> values = values(row, figure, store);
              String ours = "not run";
              String verdict = "";
              if (!values.isEmpty()) {
                Summary summary = Summary.of(values);
                ours = summary.text(figure.unit());
                verdict = published.verdict(summary, figure.unit());
              }
              table.append(
                  "| %s | %s | %s | %s | %s%s | `%s` |%n"
                      .formatted(
                          row.id(),
                          figure.title(),
                          published.shown(figure.unit()),
                          ours,
                          verdict,
                          row.note().isEmpty() ? "" : "; " + row.note(),
                          row.method()));
            });
  }

  private static List<Double> values(Row row, Figure figure, ResultStore store) {
    return SeedRange.parse(row.seeds()).stream()
        .map(seed -> store.find(new Key(row.protocol(), row.method(), seed)))
        .flatMap(Optional::stream)
        .map(result -> result.figures().get(figure))
        .filter(value -> value != null)
        .toList();
  }
}
