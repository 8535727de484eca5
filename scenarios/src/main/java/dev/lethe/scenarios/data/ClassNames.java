package dev.lethe.scenarios.data;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Label of each class of a table.
 *
 * <p>Names given by the user are numbered in their order. Otherwise whole numbers from 0 to {@value
 * #MAX_LABEL} stay what they are, so that files with different classes agree. Other classes are
 * numbered in the order of their declaration or, without one, in ascending order of numbers or
 * names.
 *
 * @param labels label of each class by its name, ascending
 * @param numbered true if the labels are not the numbers that the table has
 */
public record ClassNames(Map<String, Integer> labels, boolean numbered) {
  static final int MAX_LABEL = 9999;

  public ClassNames {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /**
   * Chooses the labels.
   *
   * @param given names given by the user; empty if there are none
   * @param declared names that the file declares; empty if there are none
   * @param found values in the table
   */
  static ClassNames of(List<String> given, List<String> declared, LabelCounts found) {
    if (!given.isEmpty()) {
      return inOrder(given);
    }
    List<String> names = declared.isEmpty() ? found.values() : declared;
    List<String> canonical = names.stream().map(Numbers.POINT::canonical).toList();
    if (canonical.stream().allMatch(ClassNames::isLabel)) {
      Map<String, Integer> labels = new LinkedHashMap<>();
      canonical.stream()
          .sorted(Comparator.comparing(Integer::valueOf))
          .forEach(name -> labels.put(name, Integer.valueOf(name)));
      return new ClassNames(labels, false);
    }
    return inOrder(declared.isEmpty() ? sorted(canonical) : declared);
  }

  private static ClassNames inOrder(List<String> names) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    names.forEach(name -> labels.putIfAbsent(Numbers.POINT.canonical(name), labels.size()));
    return new ClassNames(labels, true);
  }

  private static List<String> sorted(List<String> names) {
    boolean numbers = names.stream().allMatch(Numbers.POINT::isNumber);
    return names.stream()
        .sorted(
            numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder())
        .toList();
  }

  private static boolean isLabel(String canonical) {
    return canonical.matches("\\d{1,4}");
  }

  /** Returns the label of a value, spelled as {@link Numbers#canonical} does. */
  OptionalInt label(String value) {
    return Optional.ofNullable(labels.get(value)).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** Returns the number of outputs that a model needs: the largest label and one. */
  public int outputs() {
    return labels.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
  }

  /** Returns the names in the order of their labels, as {@code --class-names} accepts them. */
  public String list() {
    return line(labels.keySet());
  }

  /** Returns names as one line of CSV, as {@code --class-names} accepts them. */
  public static String line(Collection<String> names) {
    return names.stream().map(ClassNames::quoted).collect(joining(","));
  }

  /** Returns each name with its label: {@code DOWN=0, UP=1}. */
  String assignments() {
    return labels.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(joining(", "));
  }

  /** Returns true if some label below the largest has no class. */
  boolean hasGaps() {
    return IntStream.range(0, outputs()).anyMatch(label -> !labels.containsValue(label));
  }

  private static String quoted(String name) {
    return name.matches("(?s).*[,\"\r\n].*") || name.startsWith("@") || !name.equals(name.strip())
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }
}
