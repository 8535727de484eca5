package dev.lethe.cli.compare;

import dev.lethe.compare.analysis.Provenances;
import dev.lethe.compare.analysis.StreamAnalysis;
import dev.lethe.compare.report.ReportFile;
import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.CsvFile;
import dev.lethe.compare.results.Provenance;
import dev.lethe.compare.results.ResultsFile;
import dev.lethe.compare.results.StreamsResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the files of combined comparisons. */
public final class CombinedFiles {
  private static final String MARK = "combined.json";

  private final Path directory;

  private CombinedFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Directories that a directory combines.
   *
   * @param added directories of comparisons as given, with names
   */
  private record Mark(List<String> added) {}

  /** Writes beside the runs of a comparison that has been executed. */
  public static CombinedFiles beside(Path directory) {
    return new CombinedFiles(directory);
  }

  /**
   * Opens a directory without runs, or creates it.
   *
   * @param added directories of comparisons as given
   * @throws IllegalArgumentException if it holds something else
   * @throws UncheckedIOException if it cannot be written
   */
  public static CombinedFiles open(Path directory, List<String> added) {
    Path file = directory.resolve(MARK);
    var mark = new Mark(added);
    try {
      if (Files.exists(file)) {
        List<String> before = ResultsFile.read(file, Mark.class).added();
        if (!before.equals(added)) {
          throw new IllegalArgumentException(
              "out: got %s, which combines %s, expected an empty directory"
                  .formatted(directory, before));
        }
      } else {
        Files.createDirectories(directory);
        requireEmpty(directory);
        ResultsFile.write(file, mark);
      }
      return new CombinedFiles(directory);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "out: got %s, which is not empty, expected an empty directory".formatted(directory));
      }
    }
  }

  /** Writes results on one stream. */
  public ComparisonResults write(ComparisonResults results) {
    return write(results, List.of(results), () -> ReportFile.write(report(), results));
  }

  /**
   * Writes results over several streams.
   *
   * @param command command line that repeats the combination
   */
  public StreamsResults write(List<ComparisonResults> streams, String command) {
    Provenance joined =
        Provenances.joined(
            streams.stream().map(ComparisonResults::provenance).toList(), common(streams));
    StreamsResults results =
        StreamAnalysis.of(
            streams,
            new Provenance(
                command, joined.plan(), joined.settings(), joined.versions(), joined.times()));
    return write(results, streams, () -> ReportFile.write(report(), results));
  }

  private Path report() {
    return directory.resolve("report.html");
  }

  /** Writes a file. */
  private interface Writing {
    void run() throws IOException;
  }

  private <T> T write(T results, List<ComparisonResults> streams, Writing report) {
    try {
      ResultsFile.write(directory.resolve("results.json"), results);
      CsvFile.write(directory.resolve("results.csv"), streams);
      report.run();
      return results;
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static UncheckedIOException unwritable(Path directory, IOException e) {
    return new UncheckedIOException(
        "out: %s cannot be written (%s)".formatted(directory, e.getMessage()), e);
  }

  /** Returns the settings that all streams share. */
  private static Map<String, String> common(List<ComparisonResults> streams) {
    Map<String, String> settings = new TreeMap<>(streams.get(0).provenance().settings());
    streams.forEach(
        stream -> settings.entrySet().retainAll(stream.provenance().settings().entrySet()));
    return settings;
  }
}
