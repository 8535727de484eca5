package dev.lethe.bench.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Results of runs on disk, one line of JSON per run, one file per group. If a run has several
 * lines, the last one counts. A metric without a finite value is null; a metric that did not exist
 * at the time of the run is missing. Thread-safe.
 */
public final class ResultStore {
  // name of the metrics in files that exist already
  private static final String METRICS = "figures";

  private record Stored(Result result, String revision) {}

  private final Path directory;
  private final String revision;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<RunKey, Stored> results = new HashMap<>();

  /**
   * Opens the store and reads all results.
   *
   * @param directory directory of the files; created if it does not exist
   * @param revision revision of the code, stored with each new result
   */
  public ResultStore(Path directory, String revision) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.revision = revision;
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
      for (Path file : all) {
        for (String line : Files.readAllLines(file)) {
          add(mapper.readTree(line));
        }
      }
    }
  }

  /** Returns the result of a run; empty if there is none. */
  public synchronized Optional<Result> find(RunKey key) {
    return Optional.ofNullable(results.get(key)).map(Stored::result);
  }

  /** Returns the result of a run; empty if there is none or it lacks one of the metrics. */
  public Optional<Result> find(RunKey key, Set<Metric> required) {
    return find(key).filter(result -> result.includes(required));
  }

  /** Returns the revision of the code that made a stored result. */
  public synchronized String revision(RunKey key) {
    return results.get(key).revision();
  }

  /**
   * Stores a result.
   *
   * @param group name of the file without extension
   */
  public synchronized void put(String group, RunKey key, Result result) {
    results.put(key, new Stored(result, revision));
    ObjectNode line = mapper.createObjectNode();
    line.put("protocol", key.protocol()).put("method", key.method()).put("seed", key.seed());
    ObjectNode metrics = line.putObject(METRICS);
    result
        .metrics()
        .forEach((metric, value) -> metrics.put(metric.key(), value.isNaN() ? null : value));
    if (!result.bins().isEmpty()) {
      ArrayNode bins = line.putArray("bins");
      result
          .bins()
          .forEach(bin -> bins.add(Double.isFinite(bin) ? Math.round(1e4 * bin) / 1e4 : null));
    }
    line.put("seconds", Math.round(10 * result.seconds()) / 10.0).put("revision", revision);
    try {
      Files.writeString(
          directory.resolve(group + ".jsonl"),
          mapper.writeValueAsString(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(JsonNode line) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    line.required(METRICS)
        .properties()
        .forEach(e -> metrics.put(Metric.parse(e.getKey()), number(e.getValue())));
    var key =
        new RunKey(
            line.required("protocol").asText(),
            line.required("method").asText(),
            line.required("seed").asLong());
    List<Double> bins = new ArrayList<>();
    line.path("bins").forEach(bin -> bins.add(number(bin)));
    var result = new Result(metrics, bins, line.required("seconds").asDouble());
    results.put(key, new Stored(result, line.required("revision").asText()));
  }

  private static double number(JsonNode node) {
    return node.isNull() ? Double.NaN : node.asDouble();
  }
}
