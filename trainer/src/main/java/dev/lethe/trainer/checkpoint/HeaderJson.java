package dev.lethe.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A header as JSON. Fields are read one by one and by name, so that the text decides nothing but
 * values. Unknown fields are ignored.
 */
final class HeaderJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private HeaderJson() {}

  static byte[] write(CheckpointHeader header) {
    ObjectNode json = MAPPER.createObjectNode();
    put(json, header.name());
    json.put("step", header.step())
        .put("examples", header.examples())
        .put("window", header.window())
        .put("eventTime", header.eventTime().map(Instant::toString).orElse(null))
        .put("createdAt", header.createdAt().toString())
        .put("reason", header.reason().name())
        .put("digest", header.digest());
    header.parent().ifPresent(parent -> put(json.putObject("parent"), parent));
    put(json.putObject("positions"), header.positions());
    put(json.putObject("provenance"), header.provenance());
    return json.toPrettyString().getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ObjectNode json, CheckpointName name) {
    json.put("run", name.run()).put("entries", name.entries());
  }

  private static void put(ObjectNode json, CheckpointPositions positions) {
    json.put("inputTopic", positions.inputTopic()).put("inputTopicId", positions.inputTopicId());
    ObjectNode input = json.putObject("input");
    positions.input().forEach((partition, offset) -> input.put(partition.toString(), offset));
    json.put("journalTopic", positions.journalTopic())
        .put("journalTopicId", positions.journalTopicId())
        .put("journalPartitions", positions.journalPartitions())
        .put("journalPartition", positions.journalPartition())
        .put("journalOffset", positions.journalOffset());
  }

  private static void put(ObjectNode json, Provenance provenance) {
    json.put("method", provenance.method())
        .put("model", provenance.model())
        .put("seed", provenance.seed())
        .put("configurationDigest", provenance.configurationDigest());
    ObjectNode settings = json.putObject("settings");
    provenance.settings().forEach(settings::put);
    ObjectNode schemas = json.putObject("schemas");
    provenance.schemas().forEach(schemas::put);
    Provenance.Platform platform = provenance.platform();
    json.putObject("platform")
        .put("lethe", platform.lethe())
        .put("djl", platform.djl())
        .put("pytorch", platform.pytorch())
        .put("kafka", platform.kafka())
        .put("java", platform.java())
        .put("os", platform.os())
        .put("cpu", platform.cpu());
  }

  /**
   * Reads a header.
   *
   * @throws CheckpointDamagedException if the text is no JSON, or a field is missing or out of
   *     range
   */
  static CheckpointHeader read(byte[] text) throws CheckpointDamagedException {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CheckpointDamagedException("header", e.getOriginalMessage(), "JSON", e);
    } catch (IOException e) {
      throw new CheckpointDamagedException("header", e.getMessage(), "JSON", e);
    }
    try {
      return header(new Fields("header", json));
    } catch (IllegalArgumentException e) {
      throw new CheckpointDamagedException("header", e.getMessage(), "values in range", e);
    }
  }

  private static CheckpointHeader header(Fields json) throws CheckpointDamagedException {
    return new CheckpointHeader(
        name(json),
        json.number("step"),
        json.number("examples"),
        json.integer("window"),
        json.has("eventTime") ? Optional.of(json.time("eventTime")) : Optional.empty(),
        json.time("createdAt"),
        json.reason("reason"),
        json.has("parent") ? Optional.of(name(json.object("parent"))) : Optional.empty(),
        json.text("digest"),
        positions(json.object("positions")),
        provenance(json.object("provenance")));
  }

  private static CheckpointName name(Fields json) throws CheckpointDamagedException {
    return new CheckpointName(json.text("run"), json.number("entries"));
  }

  private static CheckpointPositions positions(Fields json) throws CheckpointDamagedException {
    Fields offsets = json.object("input");
    SortedMap<Integer, Long> input = new TreeMap<>();
    for (String partition : offsets.names()) {
      input.put(offsets.partition(partition), offsets.number(partition));
    }
    return new CheckpointPositions(
        json.text("inputTopic"),
        json.text("inputTopicId"),
        input,
        json.text("journalTopic"),
        json.text("journalTopicId"),
        json.integer("journalPartitions"),
        json.integer("journalPartition"),
        json.number("journalOffset"));
  }

  private static Provenance provenance(Fields json) throws CheckpointDamagedException {
    Fields values = json.object("settings");
    SortedMap<String, String> settings = new TreeMap<>();
    for (String key : values.names()) {
      settings.put(key, values.text(key));
    }
    Fields ids = json.object("schemas");
    SortedMap<String, Integer> schemas = new TreeMap<>();
    for (String subject : ids.names()) {
      schemas.put(subject, ids.integer(subject));
    }
    Fields platform = json.object("platform");
    return new Provenance(
        json.text("method"),
        json.text("model"),
        json.number("seed"),
        settings,
        json.text("configurationDigest"),
        schemas,
        new Provenance.Platform(
            platform.text("lethe"),
            platform.text("djl"),
            platform.text("pytorch"),
            platform.text("kafka"),
            platform.text("java"),
            platform.text("os"),
            platform.text("cpu")));
  }
}
