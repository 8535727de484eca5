package dev.lethe.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * Results of runs on disk, one line of JSON each, one file for each group; of several lines of one
 * run the last counts. A figure that came to nothing is null; one that a line lacks was not looked
 * for when the run was made. Thread-safe.
 */
final class ResultStore {
  /** What a run is known by: everything that decides its figures, as written. */
  record Key(String protocol, String method, long seed) {
    Key(Protocol protocol, String method, long seed) {
      this(protocol.toString(), method.replace(" ", ""), seed);
    }
  }

  private record Kept(Result result, String revision) {}

  private final Path directory;
  private final String revision;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<Key, Kept> results = new HashMap<>();

  /**
   * @param revision of the code, kept with each line for whoever reads it
   */
  ResultStore(Path directory, String revision) throws IOException {
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

  synchronized Optional<Result> find(Key key) {
    return Optional.ofNullable(results.get(key)).map(Kept::result);
  }

  /** A run if it was made when these figures were looked for; else it is to be made again. */
  Optional<Result> find(Key key, Set<Metric> wanted) {
    return find(key).filter(result -> result.tells(wanted));
  }

  /** Of the code that a kept run was made with. */
  synchronized String revision(Key key) {
    return results.get(key).revision();
  }

  synchronized void put(String group, Key key, Result result) {
    results.put(key, new Kept(result, revision));
    ObjectNode line = mapper.createObjectNode();
    line.put("protocol", key.protocol()).put("method", key.method()).put("seed", key.seed());
    ObjectNode metrics = line.putObject("figures");
    result
        .metrics()
        .forEach((figure, value) -> metrics.put(figure.key(), value.isNaN() ? null : value));
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
    line.required("figures")
        .properties()
        .forEach(e -> metrics.put(Metric.parse(e.getKey()), number(e.getValue())));
    var key =
        new Key(
            line.required("protocol").asText(),
            line.required("method").asText(),
            line.required("seed").asLong());
    List<Double> bins = new ArrayList<>();
    line.path("bins").forEach(bin -> bins.add(number(bin)));
    var result = new Result(metrics, bins, line.required("seconds").asDouble());
    results.put(key, new Kept(result, line.required("revision").asText()));
  }

  private static double number(JsonNode node) {
    return node.isNull() ? Double.NaN : node.asDouble();
  }
}
