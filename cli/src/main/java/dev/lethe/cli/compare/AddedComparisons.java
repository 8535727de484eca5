package dev.lethe.cli.compare;

import dev.lethe.compare.results.ComparisonResults;
import dev.lethe.compare.results.ResultsFile;
import dev.lethe.compare.results.StreamsResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads comparisons that have finished before. */
public final class AddedComparisons {
  private AddedComparisons() {}

  /**
   * Reads comparisons; one over several streams counts as one comparison per stream.
   *
   * @param added directories, each with an optional name of its stream, {@code NAME=DIR}
   * @throws IllegalArgumentException if a directory has no results, or those of another version, or
   *     a name stands for several streams
   */
  public static List<ComparisonResults> read(List<String> added) {
    List<ComparisonResults> comparisons = new ArrayList<>();
    for (String each : added) {
      int end = Files.exists(Path.of(each)) ? -1 : each.indexOf('=');
      List<ComparisonResults> found = read(Path.of(each.substring(end + 1)));
      if (end < 0) {
        comparisons.addAll(found);
      } else if (found.size() == 1) {
        comparisons.add(found.get(0).named(each.substring(0, end)));
      } else {
        throw new IllegalArgumentException(
            "add: got '%s' with %d streams, expected one stream for a name"
                .formatted(each, found.size()));
      }
    }
    return comparisons;
  }

  private static List<ComparisonResults> read(Path directory) {
    Path file = directory.resolve("results.json");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "add: got %s without results.json, expected the directory of a finished comparison"
              .formatted(directory));
    }
    try {
      String schema = ResultsFile.schema(file);
      return switch (schema) {
        case ComparisonResults.SCHEMA -> List.of(ResultsFile.read(file, ComparisonResults.class));
        case StreamsResults.SCHEMA -> ResultsFile.read(file, StreamsResults.class).streams();
        default ->
            throw new IllegalArgumentException(
                "add: got %s with the schema '%s', expected %s or %s"
                    .formatted(file, schema, ComparisonResults.SCHEMA, StreamsResults.SCHEMA));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(
          "add: %s cannot be read; the command that made it writes it again (%s)"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
