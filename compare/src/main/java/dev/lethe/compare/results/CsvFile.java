package dev.lethe.compare.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Tidy table of the runs: one row per run and metric, its cost included. A metric that a run does
 * not have, for example because it failed, has an empty value, so that counts of rows are counts of
 * runs.
 */
public final class CsvFile {
  private static final List<String> HEADER =
      List.of(
          "run",
          "stream",
          "method",
          "seed",
          "stream_seed",
          "baseline",
          "status",
          "metric",
          "value");

  private CsvFile() {}

  /** Writes the table of the runs on one stream or more. */
  public static void write(Path file, List<ComparisonResults> streams) throws IOException {
    ResultsFile.replace(file, text(streams));
  }

  /** Writes the table of some runs on one stream. */
  public static void write(Path file, String stream, List<RunResult> runs) throws IOException {
    ResultsFile.replace(
        file,
        table(
            table -> {
              for (RunResult run : runs) {
                print(table, stream, run);
              }
            }));
  }

  static String text(List<ComparisonResults> streams) throws IOException {
    return table(
        table -> {
          for (ComparisonResults stream : streams) {
            for (RunResult run : stream.runs()) {
              print(table, stream.stream().description(), run);
            }
          }
        });
  }

  /** Rows of a table. */
  @FunctionalInterface
  private interface Rows {
    void print(CSVPrinter table) throws IOException;
  }

  private static String table(Rows rows) throws IOException {
    var text = new StringBuilder();
    var format =
        CSVFormat.RFC4180
            .builder()
            .setHeader(HEADER.toArray(String[]::new))
            .setRecordSeparator("\n")
            .get();
    try (var table = new CSVPrinter(text, format)) {
      rows.print(table);
    }
    return text.toString();
  }

  private static void print(CSVPrinter table, String stream, RunResult run) throws IOException {
    Map<String, Number> values = new LinkedHashMap<>();
    for (RunMetric metric : RunMetric.values()) {
      values.put(metric.key(), run.metric(metric).orElse(null));
    }
    values.put("seconds", finite(run.cost().seconds()));
    values.put("examplesPerSecond", finite(run.cost().examplesPerSecond()));
    values.put("stateBytes", run.cost().stateBytes());
    for (Map.Entry<String, Number> value : values.entrySet()) {
      table.printRecord(
          run.run(),
          stream,
          run.method(),
          run.seed(),
          run.streamSeed(),
          run.baseline(),
          run.status().name().toLowerCase(Locale.ROOT),
          value.getKey(),
          value.getValue());
    }
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
