package dev.lethe.compare.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.StatUtils;

/**
 * Scores of methods on several streams, one score per stream: seeds are averaged first, since seeds
 * of one stream are not independent data sets. Higher is better.
 *
 * @param methods names of the methods, two or more
 * @param streams names of the streams, one or more
 * @param scores {@code [streams, methods]}, finite
 */
public record StreamScores(List<String> methods, List<String> streams, List<List<Double>> scores) {
  public StreamScores {
    methods = List.copyOf(methods);
    streams = List.copyOf(streams);
    scores = scores.stream().map(List::copyOf).toList();
    Values.requireAtLeast("methods", 2, methods.size());
    Values.requireAtLeast("streams", 1, streams.size());
    Values.requireAtLeast("scores", streams.size(), scores.size());
    for (int i = 0; i < scores.size(); i++) {
      if (i >= streams.size() || scores.get(i).size() != methods.size()) {
        throw new IllegalArgumentException(
            "scores: got %d in row %d, expected %d rows of one score per method (%d)"
                .formatted(scores.get(i).size(), i, streams.size(), methods.size()));
      }
      Values.requireFinite(streams.get(i), row(scores.get(i)));
    }
  }

  /**
   * Averages over seeds.
   *
   * @param values values of the seeds, by stream and method, each with one seed or more; every
   *     stream has the same methods
   */
  public static StreamScores average(Map<String, ? extends Map<String, double[]>> values) {
    Values.requireAtLeast("streams", 1, values.size());
    List<String> streams = List.copyOf(values.keySet());
    List<String> methods = List.copyOf(values.get(streams.get(0)).keySet());
    List<List<Double>> scores = new ArrayList<>();
    for (String stream : streams) {
      Map<String, double[]> byMethod = values.get(stream);
      if (byMethod.size() != methods.size() || !byMethod.keySet().containsAll(methods)) {
        throw new IllegalArgumentException(
            "%s: got methods %s, expected %s".formatted(stream, byMethod.keySet(), methods));
      }
      scores.add(methods.stream().map(method -> StatUtils.mean(byMethod.get(method))).toList());
    }
    return new StreamScores(methods, streams, scores);
  }

  /** Returns the differences of two methods, by position, one per stream. */
  double[] differences(int first, int second) {
    return scores.stream().mapToDouble(row -> row.get(first) - row.get(second)).toArray();
  }

  double[] scores(int stream) {
    return row(scores.get(stream));
  }

  private static double[] row(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
