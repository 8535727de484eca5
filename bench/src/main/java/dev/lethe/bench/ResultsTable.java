package dev.lethe.bench;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Targets.Group;
import dev.lethe.bench.Targets.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      throw new IllegalArgumentException(page + ": expected '" + BEGIN + "' and '" + END + "'");
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
    String revisions = revisions(group);
    return revisions.isEmpty()
        ? table.toString()
        : table.append("\nRuns: ").append(revisions).append(".\n").toString();
  }

  private String line(Group group, Row row, Metric figure, Published published) {
    SortedMap<Long, Double> values = values(row, figure);
    String ours = "not run";
    String verdict = "";
    if (!values.isEmpty()) {
      Summary summary = Summary.of(List.copyOf(values.values()));
      ours = summary.text(figure.unit());
      verdict = published.verdict(summary, figure.unit());
    }
    int runs = runs(row, figure).size();
    int nothing = runs - values.size();
    if (nothing > 0) {
      ours = values.isEmpty() ? "–" : ours;
      verdict = joined("**%d of %d runs came to nothing**".formatted(nothing, runs), verdict);
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

  private String pairs(Row row, Row baseline, Metric figure) {
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

  /** What is kept of a row that tells this figure, by seed. */
  private SortedMap<Long, Result> runs(Row template, Metric figure) {
    SortedMap<Long, Result> runs = new TreeMap<>();
    for (Key key : keys(template)) {
      store.find(key, Set.of(figure)).ifPresent(result -> runs.put(key.seed(), result));
    }
    return runs;
  }

  /** A figure of a row by seed, where it came to something. */
  private SortedMap<Long, Double> values(Row template, Metric figure) {
    SortedMap<Long, Double> values = new TreeMap<>();
    runs(template, figure)
        .forEach((seed, run) -> run.figure(figure).ifPresent(value -> values.put(seed, value)));
    return values;
  }

  private List<Key> keys(Row template) {
    return Tuning.settled(template, store).map(Row::keys).orElse(List.of());
  }

  /** Which revisions of the code made the runs of a table, the most frequent first. */
  private String revisions(Group group) {
    Set<Key> runs = new HashSet<>();
    for (Row row : group.rows()) {
      for (Metric figure : row.published().keySet()) {
        keys(row).stream()
            .filter(key -> store.find(key, Set.of(figure)).isPresent())
            .forEach(runs::add);
      }
    }
    Map<String, Long> counts =
        runs.stream().collect(groupingBy(store::revision, TreeMap::new, counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(count -> count.getValue() + " at " + count.getKey())
        .collect(joining(", "));
  }
}
