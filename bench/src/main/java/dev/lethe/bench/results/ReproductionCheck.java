package dev.lethe.bench.results;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.joining;

import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.Trial;
import dev.lethe.bench.store.ParallelRuns;
import dev.lethe.bench.store.PlannedRun;
import dev.lethe.bench.store.ResultStore;
import dev.lethe.bench.store.RunKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Repeats kept runs. If they give the same metrics, the results of older code are still valid.
 *
 * @param runs runs to repeat, all of them kept
 * @param store store with the results; not written to
 */
public record ReproductionCheck(List<PlannedRun> runs, ResultStore store) {
  /** Relative tolerance for summation order; real changes differ by more. */
  private static final double ROUNDING = 1e-12;

  private record Candidate(int round, double seconds, PlannedRun run) {}

  /**
   * Selects kept runs of some rows: the fastest of each row, then the second fastest of each, and
   * so on; within a round the fastest first.
   *
   * @param max maximum number of runs
   * @throws IllegalArgumentException if no run is kept
   */
  public static ReproductionCheck of(
      List<Row> rows, Optional<Path> dataDir, ResultStore store, int max) {
    List<Candidate> candidates = new ArrayList<>();
    for (Row row : rows) {
      row.settled(store).ifPresent(settled -> add(settled, dataDir, store, candidates));
    }
    candidates.sort(
        Comparator.comparingInt(Candidate::round).thenComparingDouble(Candidate::seconds));
    // rows of two groups may be the same run
    Map<RunKey, PlannedRun> runs = new LinkedHashMap<>();
    candidates.forEach(candidate -> runs.putIfAbsent(candidate.run.key(), candidate.run));
    if (runs.isEmpty() || max < 1) {
      throw new IllegalArgumentException(
          "check: got %d of %d kept runs, expected 1 or more".formatted(max, runs.size()));
    }
    return new ReproductionCheck(runs.values().stream().limit(max).toList(), store);
  }

  private static void add(
      Row row, Optional<Path> dataDir, ResultStore store, List<Candidate> candidates) {
    List<RunKey> fastestFirst =
        row.keys().stream()
            .filter(key -> store.find(key).isPresent())
            .sorted(comparingDouble(key -> seconds(key, store)))
            .toList();
    Trial trial = row.protocol().trial(row.method(), dataDir);
    for (int i = 0; i < fastestFirst.size(); i++) {
      RunKey key = fastestFirst.get(i);
      candidates.add(new Candidate(i, seconds(key, store), new PlannedRun(row.id(), trial, key)));
    }
  }

  private static double seconds(RunKey key, ResultStore store) {
    return store.find(key).orElseThrow().seconds();
  }

  /**
   * Repeats the runs and writes one line per run.
   *
   * @return true if all metrics are the same
   */
  public boolean run(Appendable out, int threads)
      throws InterruptedException, ExecutionException, IOException {
    Map<RunKey, Result> repeated = new ConcurrentHashMap<>();
    ParallelRuns.execute(runs, (run, result) -> repeated.put(run.key(), result), threads);
    boolean same = true;
    for (PlannedRun run : runs) {
      Result kept = store.find(run.key()).orElseThrow();
      String differences = differences(kept, repeated.get(run.key()));
      same &= differences.isEmpty();
      out.append(
          "%s seed %d (%s): %s%n"
              .formatted(
                  run.name(),
                  run.key().seed(),
                  store.revision(run.key()),
                  differences.isEmpty()
                      ? "all %d metrics the same".formatted(kept.metrics().size())
                      : differences));
    }
    return same;
  }

  /**
   * Returns the differences between a kept result and a new one as text; empty if there are none.
   */
  static String differences(Result kept, Result repeated) {
    Stream<String> metrics =
        kept.metrics().entrySet().stream()
            .filter(metric -> differ(metric.getValue(), repeated.metrics().get(metric.getKey())))
            .map(
                metric ->
                    "%s %s kept, %s now"
                        .formatted(
                            metric.getKey().key(),
                            metric.getValue(),
                            repeated.metrics().get(metric.getKey())));
    return Stream.concat(metrics, differentBins(kept, repeated)).collect(joining(", "));
  }

  private static Stream<String> differentBins(Result kept, Result repeated) {
    boolean same = kept.bins().size() == repeated.bins().size();
    for (int bin = 0; same && bin < kept.bins().size(); bin++) {
      same = !differ(kept.bins().get(bin), repeated.bins().get(bin));
    }
    return same ? Stream.empty() : Stream.of("bins differ");
  }

  private static boolean differ(double kept, Double repeated) {
    return repeated == null
        || Double.compare(kept, repeated) != 0
            && !(Math.abs(kept - repeated) <= ROUNDING * Math.abs(kept));
  }
}
