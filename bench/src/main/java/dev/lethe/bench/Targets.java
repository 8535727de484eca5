package dev.lethe.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.bench.ResultStore.Key;
import dev.lethe.bench.Tuning.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The published figures that are to be reproduced, as {@code targets.json} has them. */
record Targets(List<Group> groups) {
  /**
   * Rows of one protocol.
   *
   * @param about what the protocol is and where it comes from
   * @param baseline the row that the others are compared with, seed by seed, if there is one
   */
  record Group(String name, String title, String about, List<Row> rows, Optional<Row> baseline) {}

  /**
   * One method.
   *
   * @param id group and name, e.g. {@code seq-mnist/er-200}
   * @param method an expression; with a selection, a template of one
   * @param published by figure
   * @param note what differs from the published protocol, or is not known of it; may be empty
   * @param selection how the setting of the template is chosen
   */
  record Row(
      String id,
      Protocol protocol,
      String method,
      String seeds,
      Map<Metric, Published> published,
      String note,
      Optional<Selection> selection) {
    Row {
      if (selection.isPresent()
          && !seeds.isEmpty()
          && SeedRange.parse(seeds).contains(selection.get().seed())) {
        throw new IllegalArgumentException(
            "%s: got selection seed %d, expected none of %s"
                .formatted(id, selection.get().seed(), seeds));
      }
      List<Metric> known = Metric.ofRegression(protocol.isRegression());
      if (selection.isPresent() && !known.contains(selection.get().by())) {
        throw new IllegalArgumentException(
            "%s: tune by: got '%s', expected one of %s"
                .formatted(
                    id, selection.get().by().key(), known.stream().map(Metric::key).toList()));
      }
    }

    /** What its runs are kept under, by seed; once its setting is chosen. */
    List<Key> keys() {
      return SeedRange.parse(seeds).stream().map(seed -> new Key(protocol, method, seed)).toList();
    }

    /** This row with a method whose setting is chosen. */
    Row withMethod(String chosen) {
      return new Row(id, protocol, chosen, seeds, published, note, Optional.empty());
    }
  }

  static Targets read() {
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

  private static Row row(String group, JsonNode shared, JsonNode node) {
    var protocol = new LinkedHashMap<String, String>();
    shared.path("protocol").properties().forEach(e -> put(protocol, e));
    node.path("protocol").properties().forEach(e -> put(protocol, e));
    Map<Metric, Published> published = new EnumMap<>(Metric.class);
    node.required("published")
        .properties()
        .forEach(
            e -> published.put(Metric.parse(e.getKey()), Published.parse(e.getValue().asText())));
    String seeds = node.path("seeds").asText(shared.path("seeds").asText("1-10"));
    return new Row(
        group + "/" + node.required("name").asText(),
        new Protocol(protocol),
        node.required("method").asText(),
        seeds,
        published,
        node.path("note").asText(""),
        node.has("grid") ? Optional.of(selection(node)) : Optional.empty());
  }

  private static Selection selection(JsonNode node) {
    return new Selection(
        Grid.parse(node.get("grid").asText()),
        Metric.parse(node.path("tune-by").asText(Metric.CLASS.key())),
        node.path("tune-seed").asLong(Selection.SEED));
  }

  private static void put(Map<String, String> options, Map.Entry<String, JsonNode> option) {
    options.put(option.getKey(), option.getValue().asText());
  }
}
