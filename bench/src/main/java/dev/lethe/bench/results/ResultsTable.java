package dev.lethe.bench.results;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.Summary;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import dev.lethe.bench.tune.Tuning;
import dev.lethe.compare.statistics.SeedPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Table of published results and ours, between two markers of a page. */
public final class ResultsTable {
  private static final String BEGIN = "<!-- bench/results begins -->";
  private static final String END = "<!-- bench/results ends -->";

  private final ResultStore store;

  public ResultsTable(ResultStore store) {
    this.store = store;
  }

  /**
   * Replaces the table in a page.
   *
   * @throws IllegalArgumentException if the page has no markers
   */
  public void write(Path page, Targets targets) throws IOException {
    String text = Files.readString(page);
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "%s: got no markers, expected '%s' and '%s'".formatted(page, BEGIN, END));
    }
    var table = new StringBuilder(BEGIN).append("\n");
    targets.groups().forEach(group -> table.append(text(group)));
    Files.writeString(page, text.substring(0, from) + table + "\n" + text.substring(to));
  }

  /** Returns the section of a group. */
  String text(Group group) {
    var table = new StringBuilder();
    String pairs =
        group.baseline().map(row -> " less " + row.id() + ", by seed, ± 95 % CI |").orElse("");
    table
        .append("\n### ")
        .append(group.title())
        .append("\n\n")
        .append(group.about())
        .append("\n\n| row | metric | published | ours, mean ± 95 % CI |")
        .append(pairs)
        .append(" verdict | method |\n|---|---|---|---|")
        .append(pairs.isEmpty() ? "" : "---|")
        .append("---|---|\n");
    for (Row row : group.rows()) {
      row.published()
          .forEach((metric, published) -> table.append(line(group, row, metric, published)));
    }
    String revisions = revisions(group);
    return revisions.isEmpty()
        ? table.toString()
        : table.append("\nRuns: ").append(revisions).append(".\n").toString();
  }

  private String line(Group group, Row row, Metric metric, Published published) {
    SortedMap<Long, Double> values = values(row, metric);
    String ours = "not run";
    String verdict = "";
    if (!values.isEmpty()) {
      Summary summary = Summary.of(List.copyOf(values.values()));
      ours = summary.text(metric.unit());
      verdict = published.verdict(summary, metric.unit());
    }
    int runs = runs(row, metric).size();
    int notFinite = runs - values.size();
    if (notFinite > 0) {
      ours = values.isEmpty() ? "–" : ours;
      verdict =
          joined("**%d of %d runs have no finite value**".formatted(notFinite, runs), verdict);
    }
    String choice = row.tuningTask().map(task -> Tuning.of(task, store).description()).orElse("");
    verdict = joined(verdict, choice);
    return "| %s | %s | %s | %s |%s %s | `%s` |%n"
        .formatted(
            row.id(),
            metric.title(),
            published.text(metric.unit()),
            ours,
            group.baseline().map(base -> pairs(row, base, metric)).orElse(""),
            joined(verdict, row.note()),
            row.settled(store).orElse(row).method());
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
  }

  private String pairs(Row row, Row baseline, Metric metric) {
    if (row.id().equals(baseline.id())) {
      return " |";
    }
    SeedPairs pairs = SeedPairs.of(values(row, metric), values(baseline, metric));
    return pairs.seeds().isEmpty()
        ? " |"
        : " " + Summary.of(pairs.differences()).text(metric.unit()) + " |";
  }

  /** Returns the kept runs of a row that include a metric, by seed. */
  private SortedMap<Long, Result> runs(Row row, Metric metric) {
    SortedMap<Long, Result> runs = new TreeMap<>();
    for (RunKey key : keys(row)) {
      store.find(key, Set.of(metric)).ifPresent(result -> runs.put(key.seed(), result));
    }
    return runs;
  }

  /** Returns the finite values of a metric of a row, by seed. */
  private SortedMap<Long, Double> values(Row row, Metric metric) {
    SortedMap<Long, Double> values = new TreeMap<>();
    runs(row, metric)
        .forEach((seed, run) -> run.value(metric).ifPresent(value -> values.put(seed, value)));
    return values;
  }

  private List<RunKey> keys(Row row) {
    return row.settled(store).map(Row::keys).orElse(List.of());
  }

  /** Returns the revisions of the code that made the runs of a table, the most frequent first. */
  private String revisions(Group group) {
    Set<RunKey> runs = new HashSet<>();
    for (Row row : group.rows()) {
      for (Metric metric : row.published().keySet()) {
        keys(row).stream()
            .filter(key -> store.find(key, Set.of(metric)).isPresent())
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
