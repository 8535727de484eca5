package dev.lethe.compare.analysis;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.MethodResult;
import dev.lethe.compare.results.OverStreams;
import dev.lethe.compare.results.OverStreams.Friedman;
import dev.lethe.compare.results.OverStreams.MeanRank;
import dev.lethe.compare.results.OverStreams.Nemenyi;
import dev.lethe.compare.results.Provenance;
import dev.lethe.compare.results.RunMetric;
import dev.lethe.compare.results.StreamsResults;
import dev.lethe.compare.statistics.Comparison;
import dev.lethe.compare.statistics.Comparison.Goal;
import dev.lethe.compare.statistics.CriticalDifference;
import dev.lethe.compare.statistics.FriedmanTest;
import dev.lethe.compare.statistics.StreamScores;
import dev.lethe.compare.statistics.TestResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Compares methods over several streams: the mean over the seeds of a stream is one observation
 * (Demšar, Statistical comparisons of classifiers over multiple data sets, JMLR 2006).
 */
public final class StreamAnalysis {
  private StreamAnalysis() {}

  /**
   * Compares methods over streams.
   *
   * @param streams results on each stream, with different descriptions and by the same metric
   */
  public static StreamsResults of(List<ComparisonResults> streams, Provenance provenance) {
    RunMetric metric = streams.get(0).ranking();
    Optional<OverStreams> over = compare(streams, metric);
    return new StreamsResults(
        StreamsResults.SCHEMA,
        new StreamVerdictText(metric, streams, over).lines(),
        metric.key(),
        over.orElse(null),
        streams,
        provenance);
  }

  /** Compares requested methods; empty if fewer than two have the metric on every stream. */
  static Optional<OverStreams> compare(List<ComparisonResults> streams, RunMetric metric) {
    Map<String, List<String>> leftOut = new TreeMap<>();
    List<String> methods = new ArrayList<>();
    for (String method : requested(streams)) {
      List<String> without =
          streams.stream()
              .filter(stream -> score(stream, method, metric).isEmpty())
              .map(stream -> stream.stream().description())
              .toList();
      if (without.isEmpty()) {
        methods.add(method);
      } else {
        leftOut.put(method, without);
      }
    }
    return methods.size() < 2 || streams.size() < 2
        ? Optional.empty()
        : Optional.of(result(scores(streams, methods, metric), metric, leftOut));
  }

  /** Returns methods that are no baseline on any stream, in the order of their first stream. */
  private static Set<String> requested(List<ComparisonResults> streams) {
    Set<String> methods = new LinkedHashSet<>();
    streams.stream()
        .map(ComparisonResults::methods)
        .flatMap(Collection::stream)
        .map(MethodResult::method)
        .forEach(methods::add);
    streams.stream()
        .map(ComparisonResults::methods)
        .flatMap(Collection::stream)
        .filter(MethodResult::baseline)
        .map(MethodResult::method)
        .forEach(methods::remove);
    return methods;
  }

  private static Optional<Double> score(ComparisonResults stream, String method, RunMetric metric) {
    double sign = metric.goal() == Goal.HIGHER ? 1 : -1;
    return stream
        .method(method)
        .flatMap(each -> each.metric(metric))
        .map(summary -> sign * summary.mean());
  }

  private static StreamScores scores(
      List<ComparisonResults> streams, List<String> methods, RunMetric metric) {
    return new StreamScores(
        methods,
        streams.stream().map(stream -> stream.stream().description()).toList(),
        streams.stream()
            .map(
                stream ->
                    methods.stream()
                        .map(method -> score(stream, method, metric).orElseThrow())
                        .toList())
            .toList());
  }

  static OverStreams result(
      StreamScores scores, RunMetric metric, Map<String, List<String>> leftOut) {
    FriedmanTest friedman = FriedmanTest.of(scores);
    TestResult test = friedman.test();
    var nemenyi = CriticalDifference.of(friedman, Comparison.ALPHA);
    List<MeanRank> ranks =
        IntStream.range(0, scores.methods().size())
            .mapToObj(i -> new MeanRank(scores.methods().get(i), friedman.meanRanks().get(i)))
            .sorted(Comparator.comparingDouble(MeanRank::meanRank))
            .toList();
    return new OverStreams(
        scores.streams().size(),
        ranks,
        new Friedman(
            test.test(), test.n(), friedman.chiSquared(), friedman.f(), test.p(), test.smallestP()),
        new Nemenyi(
            nemenyi.value(),
            nemenyi.alpha(),
            nemenyi.groups().stream()
                .map(group -> group.stream().map(scores.methods()::get).toList())
                .toList(),
            nemenyi.text()),
        StreamPairs.of(ordered(scores, ranks), metric),
        leftOut);
  }

  /** Returns the scores with the best mean rank first. */
  private static StreamScores ordered(StreamScores scores, List<MeanRank> ranks) {
    List<String> methods = ranks.stream().map(MeanRank::method).toList();
    List<Integer> positions = methods.stream().map(scores.methods()::indexOf).toList();
    return new StreamScores(
        methods,
        scores.streams(),
        scores.scores().stream().map(row -> positions.stream().map(row::get).toList()).toList());
  }
}
