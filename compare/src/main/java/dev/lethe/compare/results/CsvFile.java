package dev.lethe.compare.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Tidy table of the runs: one row per run and metric. A metric that a run does not have, for
 * example because it failed, has an empty value, so that counts of rows are counts of runs.
 */
public final class CsvFile {
  private static final List<String> HEADER =
      List.of("run", "method", "seed", "stream_seed", "baseline", "status", "metric", "value");

  private CsvFile() {}

  /** Writes the table. */
  public static void write(Path file, List<RunResult> runs) throws IOException {
    ResultsFile.replace(file, text(runs));
  }

  static String text(List<RunResult> runs) throws IOException {
    var text = new StringBuilder();
    var format =
        CSVFormat.RFC4180
            .builder()
            .setHeader(HEADER.toArray(String[]::new))
            .setRecordSeparator("\n")
            .get();
    try (var table = new CSVPrinter(text, format)) {
      for (RunResult run : runs) {
        for (RunMetric metric : RunMetric.values()) {
          table.printRecord(
              run.run(),
              run.method(),
              run.seed(),
              run.streamSeed(),
              run.baseline(),
              run.status().name().toLowerCase(Locale.ROOT),
              metric.key(),
              run.metric(metric).orElse(null));
        }
      }
    }
    return text.toString();
  }
}
