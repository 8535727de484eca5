package dev.lethe.bench;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Targets.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * The choice of a row's setting: by one run per value of its grid, on a seed that nothing is
 * reported of, evaluated on the last training examples and never on test examples. A regression has
 * neither: there the seed alone makes other examples.
 *
 * <p>The choice follows from the runs that are kept and is made anew from them each time, so that
 * the two cannot disagree.
 *
 * @param row has a selection
 * @param scores by value, more is better, NaN where a run came to nothing
 * @param missing values whose runs are still to be made; once there is none, the choice is made
 */
record Tuning(Row row, SortedMap<BigDecimal, Double> scores, List<BigDecimal> missing) {
  private static final String VALIDATION = "validation";

  /**
   * How a row's setting is chosen.
   *
   * @param by the figure, of which the best is chosen
   * @param seed of the runs: none that is reported
   */
  record Selection(Grid grid, Metric by, long seed) {
    static final long SEED = 1001;

    /** What a run has of the figure, in the sense that more is better; NaN for nothing. */
    double score(Result run) {
      return run.figure(by).map(this::signed).orElse(Double.NaN);
    }

    /** Text of the figure behind a score. */
    String text(double score) {
      return by.unit().text(signed(score));
    }

    private double signed(double value) {
      return by.lessIsBetter() ? -value : value;
    }
  }

  /** As far as the runs go that there are. */
  static Tuning of(Row row, ResultStore store) {
    Selection selection = row.selection().orElseThrow();
    SortedMap<BigDecimal, Double> scores = new TreeMap<>();
    List<BigDecimal> missing = new ArrayList<>();
    List<BigDecimal> wanted = selection.grid().wanted(scores);
    while (!wanted.isEmpty() && missing.isEmpty()) {
      for (BigDecimal value : wanted) {
        Optional<Result> run = store.find(key(row, value), Set.of(selection.by()));
        if (run.isPresent()) {
          scores.put(value, selection.score(run.get()));
        } else {
          missing.add(value);
        }
      }
      wanted = selection.grid().wanted(scores);
    }
    return new Tuning(row, scores, missing);
  }

  /** Makes all runs that the choices of some rows need. */
  static void complete(List<Row> rows, Path dataDir, ResultStore store, int threads)
      throws InterruptedException, ExecutionException {
    for (var runs = missing(rows, dataDir, store);
        !runs.isEmpty();
        runs = missing(rows, dataDir, store)) {
      Runs.keep(runs, store, threads);
    }
  }

  private static List<Runs.Run> missing(List<Row> rows, Path dataDir, ResultStore store) {
    Map<Key, Runs.Run> runs = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.selection().isPresent()) {
        for (BigDecimal value : of(row, store).missing()) {
          Trial trial = protocol(row).trial(method(row, value), dataDir);
          String name = row.id() + " " + setting(row, value);
          runs.putIfAbsent(key(row, value), new Runs.Run(name, trial, key(row, value)));
        }
      }
    }
    return List.copyOf(runs.values());
  }

  /** A row with its setting chosen, if it has one; empty until the choice is made. */
  static Optional<Row> settled(Row row, ResultStore store) {
    return row.selection().isEmpty() ? Optional.of(row) : of(row, store).chosen();
  }

  private Optional<Row> chosen() {
    return missing.isEmpty()
        ? Grid.best(scores).map(value -> row.withMethod(method(row, value)))
        : Optional.empty();
  }

  /** What was chosen, and whether it lies at the edge of what was tried. */
  String told() {
    if (!missing.isEmpty()) {
      return "not tuned";
    }
    return Grid.best(scores)
        .map(value -> setting(row, value) + " chosen on training data" + edge())
        .orElse("no value of the grid came to anything");
  }

  private String edge() {
    return Grid.atEdge(scores) ? ", at the edge of the grid" : "";
  }

  private static Key key(Row row, BigDecimal value) {
    return new Key(protocol(row), method(row, value), row.selection().orElseThrow().seed());
  }

  private static Protocol protocol(Row row) {
    Protocol protocol = row.protocol();
    return protocol.isRegression() || protocol.options().containsKey(VALIDATION)
        ? protocol
        : protocol.with(Map.of(VALIDATION, "10000"));
  }

  private static String method(Row row, BigDecimal value) {
    return row.selection().orElseThrow().grid().method(row.method(), value);
  }

  private static String setting(Row row, BigDecimal value) {
    return row.selection().orElseThrow().grid().name() + "=" + Grid.text(value);
  }
}
