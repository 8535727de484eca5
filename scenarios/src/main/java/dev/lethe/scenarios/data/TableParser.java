package dev.lethe.scenarios.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lines of a CSV or ARFF table, one after the other.
 *
 * <p>Classes are numbered in the order that an ARFF header declares them in; otherwise as numbers
 * ascending, or by name where they are not numbers. A nominal feature of an ARFF table that is not
 * written in digits counts by its place in its declaration.
 */
final class TableParser {
  private final String path;
  private final List<List<String>> attributes = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private float[] values = new float[1 << 12];
  private int size;
  private int features = -1;
  private int lineNumber;
  private boolean arff;

  /**
   * @param path for messages
   */
  TableParser(String path) {
    this.path = path;
  }

  void line(String text) {
    lineNumber++;
    String line = text.strip();
    if (line.isEmpty() || line.startsWith("%")) {
      return;
    }
    if (line.startsWith("@")) {
      arff = true;
      declaration(line);
    } else {
      row(cells(line));
    }
  }

  /** The table so far. */
  Dataset dataset(String name) {
    if (labels.isEmpty()) {
      throw new DatasetException("%s: got no rows, expected one or more".formatted(path));
    }
    List<String> classes = classes();
    Map<String, Integer> numbers = new HashMap<>();
    classes.forEach(label -> numbers.put(label, numbers.size()));
    int[] indices = labels.stream().mapToInt(label -> numbers.getOrDefault(label, -1)).toArray();
    int unknown = Arrays.stream(indices).boxed().toList().indexOf(-1);
    if (unknown >= 0) {
      throw new DatasetException(
          "%s: got class '%s', expected one of %s".formatted(path, labels.get(unknown), classes));
    }
    var all = new Split(features, new Values.Floats(Arrays.copyOf(values, size)), indices);
    var none = new Split(features, new Values.Floats(new float[0]), new int[0]);
    return new Dataset(name, 1, features, classes.size(), all, none);
  }

  private void declaration(String line) {
    if (!line.toLowerCase(Locale.ROOT).startsWith("@attribute")) {
      return;
    }
    int open = line.indexOf('{');
    int close = line.lastIndexOf('}');
    attributes.add(open < 0 || close < open ? List.of() : cells(line.substring(open + 1, close)));
  }

  private void row(List<String> cells) {
    if (features < 0) {
      features = cells.size() - 1;
      if (features < 1) {
        throw refuse("1 column", "features and, last, the class");
      }
      if (!arff && cells.subList(0, features).stream().anyMatch(cell -> !isNumber(cell))) {
        return;
      }
    }
    if (cells.size() != features + 1) {
      throw refuse(cells.size() + " columns", features + 1 + " as in the first line");
    }
    if (size + features > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, size + features));
    }
    for (int column = 0; column < features; column++) {
      values[size++] = number(cells.get(column), column);
    }
    labels.add(cells.get(features));
  }

  private float number(String cell, int column) {
    if (isNumber(cell)) {
      return Float.parseFloat(cell);
    }
    int place = column < attributes.size() ? attributes.get(column).indexOf(cell) : -1;
    if (place < 0) {
      throw refuse("'" + cell + "' in column " + (column + 1), "a finite number");
    }
    return place;
  }

  private List<String> classes() {
    if (arff && attributes.size() == features + 1 && !attributes.get(features).isEmpty()) {
      return attributes.get(features);
    }
    boolean numbers = labels.stream().allMatch(TableParser::isNumber);
    Comparator<String> order =
        numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
    return labels.stream().distinct().sorted(order).toList();
  }

  private DatasetException refuse(String seen, String wanted) {
    return new DatasetException(
        "%s, line %d: got %s, expected %s".formatted(path, lineNumber, seen, wanted));
  }

  private static boolean isNumber(String cell) {
    try {
      return Float.isFinite(Float.parseFloat(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static List<String> cells(String line) {
    return Stream.of(line.split(",", -1))
        .map(cell -> cell.strip().replaceAll("^[\"'](.*)[\"']$", "$1"))
        .toList();
  }
}
