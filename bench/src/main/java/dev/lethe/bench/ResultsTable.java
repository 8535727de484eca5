package dev.lethe.bench;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Targets.Group;
import dev.lethe.bench.Targets.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table of published figures and ours, between two marks in a page. */
final class ResultsTable {
  private static final String BEGIN = "<!-- bench/results begins -->";
  private static final String END = "<!-- bench/results ends -->";

  private final ResultStore store;

  ResultsTable(ResultStore store) {
    this.store = store;
  }

  void write(Path page, Targets targets) throws IOException {
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(page + ": wanted '" + BEGIN + "' and '" + END + "'");
    }
    var table = new StringBuilder(BEGIN).append("\n");
    targets.groups().forEach(group -> table.append(text(group)));
    Files.writeString(page, text.substring(0, from) + table + "\n" + text.substring(to));
  }

  /** The section of a group. */
  String text(Group group) {
    var table = new StringBuilder();
    String pairs =
        group.baseline().map(row -> " less " + row.id() + ", by seed, ± 95 % CI |").orElse("");
    table
        .append("\n### ")
        .append(group.title())
        .append("\n\n")
        .append(group.about())
        .append("\n\n| row | figure | published | ours, mean ± 95 % CI |")
        .append(pairs)
        .append(" verdict | method |\n|---|---|---|---|")
        .append(pairs.isEmpty() ? "" : "---|")
        .append("---|---|\n");
    for (Row row : group.rows()) {
      row.published()
          .forEach((figure, published) -> table.append(line(group, row, figure, published)));
    }
    return table.toString();
  }

  private String line(Group group, Row row, Figure figure, Published published) {
    SortedMap<Long, Double> values = values(row, figure);
    String ours = "not run";
    String verdict = "";
    if (!values.isEmpty()) {
      Summary summary = Summary.of(List.copyOf(values.values()));
      ours = summary.text(figure.unit());
      verdict = published.verdict(summary, figure.unit());
    }
    long nothing = runs(row) - values.size();
    if (nothing > 0) {
      verdict = joined("**%d of %d runs came to nothing**".formatted(nothing, runs(row)), verdict);
    }
    if (row.selection().isPresent()) {
      verdict = joined(verdict, Tuning.of(row, store).told());
    }
    return "| %s | %s | %s | %s |%s %s | `%s` |%n"
        .formatted(
            row.id(),
            figure.title(),
            published.shown(figure.unit()),
            ours,
            group.baseline().map(base -> pairs(row, base, figure)).orElse(""),
            joined(verdict, row.note()),
            Tuning.settled(row, store).orElse(row).method());
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
  }

  private String pairs(Row row, Row baseline, Figure figure) {
    if (row.id().equals(baseline.id())) {
      return " |";
    }
    List<Double> differences = differences(values(row, figure), values(baseline, figure));
    return differences.isEmpty() ? " |" : " " + Summary.of(differences).text(figure.unit()) + " |";
  }

  /** What a row has more than another, for each seed that both have. */
  static List<Double> differences(SortedMap<Long, Double> row, SortedMap<Long, Double> other) {
    return row.entrySet().stream()
        .filter(value -> other.containsKey(value.getKey()))
        .map(value -> value.getValue() - other.get(value.getKey()))
        .toList();
  }

  /** How many there are, whether or not they came to anything. */
  private long runs(Row template) {
    return Tuning.settled(template, store).stream()
        .flatMap(
            row ->
                SeedRange.parse(row.seeds()).stream()
                    .map(seed -> store.find(new Key(row.protocol(), row.method(), seed)))
                    .flatMap(Optional::stream))
        .count();
  }

  /** By seed. */
  private SortedMap<Long, Double> values(Row template, Figure figure) {
    SortedMap<Long, Double> values = new TreeMap<>();
    Optional<Row> settled = Tuning.settled(template, store);
    settled.ifPresent(
        row -> {
          for (long seed : SeedRange.parse(row.seeds())) {
            store
                .find(new Key(row.protocol(), row.method(), seed))
                .map(result -> result.figures().get(figure))
                .ifPresent(value -> values.put(seed, value));
          }
        });
    return values;
  }
}
