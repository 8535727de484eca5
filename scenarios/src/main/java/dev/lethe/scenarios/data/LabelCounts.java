package dev.lethe.scenarios.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Different values of the column of the class, whatever their spelling, with their rows. */
final class LabelCounts {
  private final Numbers numbers;
  private final Map<String, Integer> bySpelling = new HashMap<>();
  private final Map<String, Integer> byValue = new HashMap<>();
  private final List<String> values = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();

  /**
   * @param numbers spelling of numbers; different spellings of a number are one value
   */
  LabelCounts(Numbers numbers) {
    this.numbers = numbers;
  }

  /** Counts a cell and returns the index of its value, in order of first occurrence. */
  int add(String cell, long line) {
    int index =
        bySpelling.computeIfAbsent(
            cell,
            spelling ->
                byValue.computeIfAbsent(
                    numbers.canonical(spelling),
                    value -> {
                      values.add(value);
                      counts.add(0);
                      lines.add(line);
                      return values.size() - 1;
                    }));
    counts.set(index, counts.get(index) + 1);
    return index;
  }

  /** Returns the number of different values. */
  int size() {
    return values.size();
  }

  /** Returns the number of rows. */
  int rows() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the values, numbers as {@link Numbers#canonical} spells them. */
  List<String> values() {
    return values;
  }

  /** Returns the number of rows with a value. */
  int count(String value) {
    Integer index = byValue.get(value);
    return index == null ? 0 : counts.get(index);
  }

  /** Returns the first line with a value. */
  long line(String value) {
    return lines.get(byValue.get(value));
  }
}
