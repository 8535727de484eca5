package dev.lethe.compare.plan;

import static java.util.stream.Collectors.joining;

import dev.lethe.common.text.Suggestions;
import dev.lethe.compare.analysis.ComparedMethod;
import dev.lethe.learner.expression.Key;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.method.MethodParts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Settings to try. A key applies to each method that has its part; the points of a method are the
 * product of the keys that apply.
 *
 * @param keys keys in the order given, perhaps none
 */
public record Grid(List<GridKey> keys) {
  public Grid {
    keys = List.copyOf(keys);
  }

  /**
   * Parses the keys.
   *
   * @throws IllegalArgumentException if a key is invalid or given twice
   */
  public static Grid parse(List<String> texts) {
    List<GridKey> keys = new ArrayList<>();
    for (String text : texts) {
      GridKey key = GridKey.parse(text);
      if (keys.stream().anyMatch(other -> other.name().equals(key.name()))) {
        throw new IllegalArgumentException(
            "grid: got '%s' twice, expected each setting once".formatted(key.name()));
      }
      keys.add(key);
    }
    return new Grid(keys);
  }

  /**
   * Checks that each key applies to a method.
   *
   * @throws IllegalArgumentException if no method has the part of a key
   */
  public void requireApplicable(Collection<MethodExpression> methods) {
    List<String> parts =
        methods.stream()
            .flatMap(method -> method.parts().stream())
            .filter(part -> !part.arguments().isEmpty())
            .map(Part::name)
            .distinct()
            .toList();
    for (GridKey key : keys) {
      if (methods.stream().noneMatch(method -> has(method, key))) {
        throw new IllegalArgumentException(
            "grid: got '%s', which no requested method has, expected a setting of %s%s"
                .formatted(
                    key.name(),
                    parts.isEmpty() ? "a method" : String.join(", ", parts),
                    parts.isEmpty() ? "" : Suggestions.didYouMean(key.part(), parts)));
      }
    }
  }

  private static boolean has(MethodExpression method, GridKey key) {
    return method.parts().stream().anyMatch(part -> part.name().equals(key.part()));
  }

  /**
   * Returns the points of a method, the last key varying fastest; the method alone if no key
   * applies.
   *
   * @param text method as the user wrote it
   * @param method the method with its optimizer
   */
  public List<ComparedMethod> points(String text, MethodExpression method) {
    List<GridKey> own = keys.stream().filter(key -> has(method, key)).toList();
    if (own.isEmpty()) {
      return List.of(new ComparedMethod(text, method.toString(), false));
    }
    List<MethodExpression> points = List.of(method);
    for (GridKey key : own) {
      points =
          points.stream()
              .flatMap(point -> key.values().stream().map(value -> with(point, key, value)))
              .toList();
    }
    List<String> written = MethodExpression.parse(text).parts().stream().map(Part::name).toList();
    return points.stream()
        .map(point -> new ComparedMethod(shortText(point, written, own), point.toString(), false))
        .toList();
  }

  private static MethodExpression with(MethodExpression method, GridKey key, String value) {
    return new MethodExpression(
        method.parts().stream()
            .map(part -> part.name().equals(key.part()) ? with(part, key.setting(), value) : part)
            .toList());
  }

  private static Part with(Part part, String setting, String value) {
    var arguments = new TreeMap<>(part.arguments());
    arguments.put(setting, value);
    return new Part(part.name(), part.kind(), arguments);
  }

  /** Returns the parts that the user wrote or tries, with the settings that are not defaults. */
  private static String shortText(
      MethodExpression point, List<String> written, List<GridKey> keys) {
    return point.parts().stream()
        .filter(
            part ->
                written.contains(part.name())
                    || keys.stream().anyMatch(key -> key.part().equals(part.name())))
        .map(part -> shortText(part, keys))
        .collect(joining("+"));
  }

  private static String shortText(Part part, List<GridKey> keys) {
    String arguments =
        part.arguments().entrySet().stream()
            .filter(
                argument ->
                    keys.stream()
                            .anyMatch(
                                key -> key.name().equals(part.name() + "." + argument.getKey()))
                        || !argument.getValue().equals(defaultValue(part, argument.getKey())))
            .map(argument -> argument.getKey() + "=" + argument.getValue())
            .collect(joining(","));
    return arguments.isEmpty() ? part.name() : part.name() + "(" + arguments + ")";
  }

  private static String defaultValue(Part part, String setting) {
    return MethodParts.VOCABULARY.definitions().stream()
        .filter(definition -> definition.name().equals(part.name()))
        .flatMap(definition -> definition.keys().stream())
        .filter(key -> key.name().equals(setting))
        .map(Key::defaultValue)
        .findFirst()
        .orElseThrow();
  }
}
