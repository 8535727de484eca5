package dev.lethe.compare.report;

import dev.lethe.compare.analysis.Analysis;
import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.AlarmText;
import dev.lethe.compare.results.RunResult.Cost;
import dev.lethe.compare.results.RunResult.Status;
import dev.lethe.compare.results.SampleResults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Results with the same text wherever a user or a library may have written one. */
final class HostileResults {
  private HostileResults() {}

  static ComparisonResults named(String text) {
    ComparisonResults sample = SampleResults.of(2, 2, 2);
    List<RunResult> runs = LongStream.rangeClosed(1, 2).mapToObj(seed -> run(text, seed)).toList();
    return Analysis.of(
        List.of(new ComparedMethod(text, text, false)),
        runs,
        Optional.empty(),
        sample.stream(),
        sample.provenance());
  }

  private static RunResult run(String text, long seed) {
    return new RunResult(
        text,
        text,
        seed,
        null,
        false,
        Status.DIVERGED,
        text,
        Map.of("averageAccuracy", .5 + .1 * seed),
        10,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new AlarmText("alarm", text)),
        null,
        Cost.unknown());
  }
}
