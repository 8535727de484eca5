package dev.lethe.trainer.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Typed access to the fields of a JSON object. Errors name the path of the field. */
final class Fields {
  private final String path;
  private final JsonNode object;

  /**
   * @param path path of the object in error messages
   * @throws CheckpointDamagedException if the value is no object
   */
  Fields(String path, JsonNode object) throws CheckpointDamagedException {
    if (!object.isObject()) {
      throw damaged(path, object, "an object");
    }
    this.path = path;
    this.object = object;
  }

  List<String> names() {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  Fields object(String name) throws CheckpointDamagedException {
    return new Fields(path(name), object.path(name));
  }

  String text(String name) throws CheckpointDamagedException {
    JsonNode value = object.path(name);
    if (!value.isTextual()) {
      throw damaged(path(name), value, "a text");
    }
    return value.textValue();
  }

  long number(String name) throws CheckpointDamagedException {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw damaged(path(name), value, "an integer of 64 bits");
    }
    return value.longValue();
  }

  int integer(String name) throws CheckpointDamagedException {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw damaged(path(name), value, "an integer of 32 bits");
    }
    return value.intValue();
  }

  Instant time(String name) throws CheckpointDamagedException {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeParseException e) {
      throw damaged(path(name), object.path(name), "a time such as 2026-11-28T10:00:00Z");
    }
  }

  CheckpointReason reason(String name) throws CheckpointDamagedException {
    String text = text(name);
    for (CheckpointReason reason : CheckpointReason.values()) {
      if (reason.name().equals(text)) {
        return reason;
      }
    }
    throw damaged(
        path(name), object.path(name), "one of " + Arrays.toString(CheckpointReason.values()));
  }

  /** Parses the name of a field as the number of a partition. */
  int partition(String name) throws CheckpointDamagedException {
    try {
      return Integer.parseInt(name);
    } catch (NumberFormatException e) {
      throw new CheckpointDamagedException(path, name, "the number of a partition");
    }
  }

  private String path(String name) {
    return path + "." + name;
  }

  private static CheckpointDamagedException damaged(String path, JsonNode value, String expected) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    String shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
    return new CheckpointDamagedException(path, shown, expected);
  }
}
