package dev.lethe.bench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.bench.protocol.Protocol;
import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.SeedRange;
import dev.lethe.bench.tune.Grid;
import dev.lethe.bench.tune.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Published results to reproduce, from {@code targets.json}. */
public record Targets(List<Group> groups) {
  private static final String DEFAULT_SEEDS = "1-10";

  /** Reads the targets of this repository. */
  public static Targets read() {
    try (InputStream in = Targets.class.getResourceAsStream("targets.json")) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("targets.json", e);
    }
  }

  static Targets read(InputStream in) throws IOException {
    List<Group> groups = new ArrayList<>();
    new ObjectMapper().readTree(in).forEach(node -> groups.add(group(node)));
    return new Targets(groups);
  }

  private static Group group(JsonNode node) {
    String name = node.required("name").asText();
    List<Row> rows = new ArrayList<>();
    node.required("rows").forEach(row -> rows.add(row(name, node, row)));
    Optional<Row> baseline = Optional.empty();
    if (node.has("baseline")) {
      String id = name + "/" + node.get("baseline").asText();
      baseline = rows.stream().filter(row -> row.id().equals(id)).findFirst();
      if (baseline.isEmpty()) {
        throw new IllegalArgumentException("baseline: got '%s', expected a row".formatted(id));
      }
    }
    return new Group(
        name, node.required("title").asText(), node.required("about").asText(), rows, baseline);
  }

  /**
   * Converts one row.
   *
   * @param shared the group, whose protocol and seeds a row may override
   */
  private static Row row(String group, JsonNode shared, JsonNode node) {
    var protocol = new LinkedHashMap<String, String>();
    shared.path("protocol").properties().forEach(e -> put(protocol, e));
    node.path("protocol").properties().forEach(e -> put(protocol, e));
    Map<Metric, Published> published = new EnumMap<>(Metric.class);
    node.required("published")
        .properties()
        .forEach(
            e -> published.put(Metric.parse(e.getKey()), Published.parse(e.getValue().asText())));
    String seeds = node.path("seeds").asText(shared.path("seeds").asText(DEFAULT_SEEDS));
    return new Row(
        group + "/" + node.required("name").asText(),
        new Protocol(protocol),
        node.required("method").asText(),
        SeedRange.parse(seeds),
        published,
        node.path("note").asText(""),
        node.has("grid") ? Optional.of(selection(node)) : Optional.empty());
  }

  private static Selection selection(JsonNode node) {
    return new Selection(
        Grid.parse(node.get("grid").asText()),
        Metric.parse(node.path("tune-by").asText(Metric.CLASS.key())),
        node.path("tune-seed").asLong(Selection.DEFAULT_SEED));
  }

  private static void put(Map<String, String> options, Map.Entry<String, JsonNode> option) {
    options.put(option.getKey(), option.getValue().asText());
  }
}
