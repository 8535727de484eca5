package dev.lethe.compare.results;

import java.util.List;

/**
 * A comparison over several streams: the content of {@code results.json} if comparisons of several
 * streams are combined.
 *
 * @param schema name and version of the schema, {@value #SCHEMA}
 * @param verdict the result over the streams in words, one sentence per line
 * @param metric {@link RunMetric#key} of the metric that the methods are ranked by on each stream
 * @param overStreams ranks and tests; null if fewer than two methods have the metric on every
 *     stream
 * @param streams results on each stream
 * @param provenance origin and times of the combination
 */
public record StreamsResults(
    String schema,
    List<String> verdict,
    String metric,
    OverStreams overStreams,
    List<ComparisonResults> streams,
    Provenance provenance) {
  /** Name and version of the schema that this version writes. */
  public static final String SCHEMA = "lethe-compare-streams-1";

  public StreamsResults {
    verdict = List.copyOf(verdict);
    streams = List.copyOf(streams);
  }

  /** Returns the metric that the methods are ranked by. */
  public RunMetric ranking() {
    return RunMetric.parse(metric);
  }
}
