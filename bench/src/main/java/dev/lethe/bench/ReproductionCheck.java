package dev.lethe.bench;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.joining;

import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Targets.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Kept runs made again: where they come to the same figures, what older code came to still stands.
 *
 * @param runs of which each is kept
 * @param store only read
 */
record ReproductionCheck(List<Runs.Run> runs, ResultStore store) {
  /** Of means that are summed in another order; whoever learns otherwise is further off. */
  private static final double ROUNDING = 1e-12;

  private record Candidate(int round, double seconds, Runs.Run run) {}

  /**
   * Some of the runs that are kept of these rows: the quickest of each row, then the second of
   * each, and so on; within a round the quickest first.
   *
   * @throws IllegalArgumentException if none is kept
   */
  static ReproductionCheck of(List<Row> rows, Path dataDir, ResultStore store, int most) {
    List<Candidate> candidates = new ArrayList<>();
    for (Row template : rows) {
      Tuning.settled(template, store).ifPresent(row -> add(row, dataDir, store, candidates));
    }
    candidates.sort(
        Comparator.comparingInt(Candidate::round).thenComparingDouble(Candidate::seconds));
    // rows of two groups may be one method
    Map<Key, Runs.Run> runs = new LinkedHashMap<>();
    candidates.forEach(candidate -> runs.putIfAbsent(candidate.run.key(), candidate.run));
    if (runs.isEmpty() || most < 1) {
      throw new IllegalArgumentException(
          "check: got %d of %d kept runs, expected 1 or more".formatted(most, runs.size()));
    }
    return new ReproductionCheck(runs.values().stream().limit(most).toList(), store);
  }

  private static void add(Row row, Path dataDir, ResultStore store, List<Candidate> candidates) {
    List<Key> quickest =
        row.keys().stream()
            .filter(key -> store.find(key).isPresent())
            .sorted(comparingDouble(key -> seconds(key, store)))
            .toList();
    Trial trial = row.protocol().trial(row.method(), dataDir);
    for (int i = 0; i < quickest.size(); i++) {
      Key key = quickest.get(i);
      candidates.add(new Candidate(i, seconds(key, store), new Runs.Run(row.id(), trial, key)));
    }
  }

  private static double seconds(Key key, ResultStore store) {
    return store.find(key).orElseThrow().seconds();
  }

  /**
   * Makes them, and writes a line on each.
   *
   * @return whether all are the same
   */
  boolean holds(Appendable out, int threads)
      throws InterruptedException, ExecutionException, IOException {
    Map<Key, Result> again = new ConcurrentHashMap<>();
    Runs.make(runs, (run, result) -> again.put(run.key(), result), threads);
    boolean same = true;
    for (Runs.Run run : runs) {
      Result kept = store.find(run.key()).orElseThrow();
      String differences = differences(kept, again.get(run.key()));
      same &= differences.isEmpty();
      out.append(
          "%s seed %d (%s): %s%n"
              .formatted(
                  run.name(),
                  run.key().seed(),
                  store.revision(run.key()),
                  differences.isEmpty()
                      ? "all %d figures the same".formatted(kept.metrics().size())
                      : differences));
    }
    return same;
  }

  private static Stream<String> bins(Result kept, Result now) {
    boolean same = kept.bins().size() == now.bins().size();
    for (int bin = 0; same && bin < kept.bins().size(); bin++) {
      same = !differ(kept.bins().get(bin), now.bins().get(bin));
    }
    return same ? Stream.empty() : Stream.of("bins differ");
  }

  private static boolean differ(double kept, Double now) {
    return now == null
        || Double.compare(kept, now) != 0 && !(Math.abs(kept - now) <= ROUNDING * Math.abs(kept));
  }

  /** What a run that is kept came to otherwise than now, figure by figure; empty for nothing. */
  static String differences(Result kept, Result now) {
    Stream<String> metrics =
        kept.metrics().entrySet().stream()
            .filter(figure -> differ(figure.getValue(), now.metrics().get(figure.getKey())))
            .map(
                figure ->
                    "%s %s kept, %s now"
                        .formatted(
                            figure.getKey().key(),
                            figure.getValue(),
                            now.metrics().get(figure.getKey())));
    return Stream.concat(metrics, bins(kept, now)).collect(joining(", "));
  }
}
