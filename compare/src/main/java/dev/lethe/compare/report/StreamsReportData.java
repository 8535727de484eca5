package dev.lethe.compare.report;

import dev.lethe.compare.results.OverStreams;
import dev.lethe.compare.results.Provenance;
import dev.lethe.compare.results.StreamsResults;
import java.util.List;

/**
 * Everything that the page over several streams draws.
 *
 * @param verdict the result over the streams in words
 * @param metric key of the metric of the ranking
 * @param overStreams ranks and tests; null if nothing is ranked
 * @param provenance origin of the combination
 * @param reports data of the report on each stream
 */
record StreamsReportData(
    List<String> verdict,
    String metric,
    OverStreams overStreams,
    Provenance provenance,
    List<ReportData> reports) {
  static StreamsReportData of(StreamsResults results) {
    return new StreamsReportData(
        results.verdict(),
        results.metric(),
        results.overStreams(),
        results.provenance(),
        results.streams().stream().map(ReportData::of).toList());
  }
}
