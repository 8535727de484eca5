package dev.lethe.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The published figures that are to be reproduced, as {@code targets.json} has them. */
record Targets(List<Group> groups) {
  /**
   * Rows of one protocol.
   *
   * @param about what the protocol is and where it comes from
   */
  record Group(String name, String title, String about, List<Row> rows) {}

  /**
   * One method.
   *
   * @param id group and name, e.g. {@code seq-mnist/er-200}
   * @param method an expression
   * @param published by figure
   * @param note what differs from the published protocol, or is not known of it; may be empty
   */
  record Row(
      String id,
      Protocol protocol,
      String method,
      String seeds,
      Map<Figure, Published> published,
      String note) {}

  static Targets read() {
    try (InputStream in = Targets.class.getResourceAsStream("targets.json")) {
      List<Group> groups = new ArrayList<>();
      new ObjectMapper().readTree(in).forEach(node -> groups.add(group(node)));
      return new Targets(groups);
    } catch (IOException e) {
      throw new UncheckedIOException("targets.json", e);
    }
  }

  private static Group group(JsonNode node) {
    String name = node.required("name").asText();
    List<Row> rows = new ArrayList<>();
    node.required("rows").forEach(row -> rows.add(row(name, node, row)));
    return new Group(name, node.required("title").asText(), node.required("about").asText(), rows);
  }

  private static Row row(String group, JsonNode shared, JsonNode node) {
    var protocol = new LinkedHashMap<String, String>();
    shared.path("protocol").properties().forEach(e -> put(protocol, e));
    node.path("protocol").properties().forEach(e -> put(protocol, e));
    Map<Figure, Published> published = new EnumMap<>(Figure.class);
    node.required("published")
        .properties()
        .forEach(
            e -> published.put(Figure.parse(e.getKey()), Published.parse(e.getValue().asText())));
    String seeds = node.path("seeds").asText(shared.path("seeds").asText("1-10"));
    return new Row(
        group + "/" + node.required("name").asText(),
        new Protocol(protocol),
        node.required("method").asText(),
        seeds,
        published,
        node.path("note").asText(""));
  }

  private static void put(Map<String, String> options, Map.Entry<String, JsonNode> option) {
    options.put(option.getKey(), option.getValue().asText());
  }
}
