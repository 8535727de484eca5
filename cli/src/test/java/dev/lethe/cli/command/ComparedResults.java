package dev.lethe.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads the directory of a comparison. */
final class ComparedResults {
  private ComparedResults() {}

  /** Returns the results without times and without the names of directories. */
  static JsonNode withoutTimes(Path out) throws IOException {
    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    ((ObjectNode) results.path("provenance")).remove(List.of("times", "command"));
    List<String> times = List.of("seconds", "examplesPerSecond");
    results.path("runs").forEach(run -> ((ObjectNode) run.path("cost")).remove(times));
    return results;
  }

  /** Returns the texts of an array, or of a field of its elements if one is named. */
  static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(element -> field.isEmpty() ? element.asText() : element.path(field).asText())
        .toList();
  }

  /** Returns the files of the runs that have finished. */
  static List<String> finishedRuns(Path out) {
    String[] names = out.resolve("runs").toFile().list((d, name) -> name.endsWith(".json"));
    return names == null ? List.of() : List.of(names);
  }
}
