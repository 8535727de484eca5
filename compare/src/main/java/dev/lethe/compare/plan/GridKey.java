package dev.lethe.compare.plan;

import dev.lethe.common.text.Suggestions;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.PartDefinition;
import dev.lethe.learner.method.MethodParts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values to try for a setting of a part, such as {@code er.memory=200,500}.
 *
 * @param part name of the part
 * @param setting key of the part
 * @param values values in canonical form, in the order given
 */
public record GridKey(String part, String setting, List<String> values) {
  private static final Pattern FORM = Pattern.compile("([^.=,\\s]+)\\.([^.=,\\s]+)=(\\S+)");

  public GridKey {
    values = List.copyOf(values);
  }

  /**
   * Parses {@code PART.SETTING=VALUE,VALUE}.
   *
   * @throws IllegalArgumentException if the part or the setting is unknown, or a value is invalid
   *     or given twice
   */
  public static GridKey parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "grid: got '%s', expected PART.SETTING=VALUE,VALUE, such as er.memory=200,500"
              .formatted(text));
    }
    PartDefinition part = part(matcher.group(1));
    Key key = key(part, matcher.group(2));
    List<String> values = new ArrayList<>();
    for (String value : matcher.group(3).split(",", -1)) {
      String canonical = key.domain().canonical(value);
      if (canonical == null) {
        throw new IllegalArgumentException(
            "grid: got '%s' for %s.%s, expected %s"
                .formatted(value, part.name(), key.name(), key.domain().expected()));
      }
      if (values.contains(canonical)) {
        throw new IllegalArgumentException(
            "grid: got '%s' for %s.%s twice, expected different values"
                .formatted(value, part.name(), key.name()));
      }
      values.add(canonical);
    }
    return new GridKey(part.name(), key.name(), values);
  }

  private static PartDefinition part(String name) {
    List<PartDefinition> parts = MethodParts.VOCABULARY.definitions();
    return parts.stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Suggestions.unknown(
                    "grid", name, parts.stream().map(PartDefinition::name).toList()));
  }

  private static Key key(PartDefinition part, String name) {
    if (part.keys().isEmpty()) {
      throw new IllegalArgumentException(
          "grid: got '%s.%s', expected a part with settings: %s has none"
              .formatted(part.name(), name, part.name()));
    }
    return part.keys().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Suggestions.unknown(
                    "grid, setting of " + part.name(),
                    name,
                    part.keys().stream().map(Key::name).sorted().toList()));
  }

  /** Returns the name of the setting, such as {@code er.memory}. */
  public String name() {
    return part + "." + setting;
  }

  @Override
  public String toString() {
    return name() + "=" + String.join(",", values);
  }
}
