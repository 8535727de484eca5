package dev.lethe.scenarios.data;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides if the values of a column can be classes. */
enum ClassCheck {
  /** For a column that Lethe has chosen. */
  AUTOMATIC,
  /** For a column that the user has chosen or that the file declares. */
  CHOSEN;

  /** Maximum number of values of a column that is obviously a class. */
  static final int MAX_OBVIOUS = 10;

  private static final int FEW_VALUES = 5;
  private static final int SOME_VALUES = 10;
  private static final int MANY_VALUES = 20;
  private static final int VERY_MANY_VALUES = 50;
  private static final int MIN_ROWS_PER_CLASS = 5;

  /**
   * Returns what the column has instead of classes; empty if its values can be classes. They cannot
   * if one is a number with decimals, or if there are nearly as many values as rows. If Lethe has
   * chosen the column, more than 20 values need 5 rows each on average, and more than 50 whole
   * numbers must be at least half of the numbers from the smallest to the largest.
   */
  Optional<String> objection(LabelCounts labels) {
    Numbers numbers = Numbers.POINT;
    int size = labels.size();
    int rows = labels.rows();
    boolean allNumbers = labels.values().stream().allMatch(numbers::isNumber);
    if (allNumbers) {
      Optional<String> decimals =
          labels.values().stream().filter(value -> !numbers.isWhole(value)).findFirst();
      if (decimals.isPresent()) {
        return Optional.of("real-valued targets such as " + decimals.get());
      }
    }
    boolean nearlyAsManyAsRows =
        size >= FEW_VALUES && 4L * size > 3L * rows || size >= SOME_VALUES && 2L * size > rows;
    boolean few = size > MANY_VALUES && rows < (long) MIN_ROWS_PER_CLASS * size;
    boolean sparse = size > VERY_MANY_VALUES && allNumbers && 2L * size < span(labels);
    return nearlyAsManyAsRows || this == AUTOMATIC && (few || sparse)
        ? Optional.of("%d different values in %d rows".formatted(size, rows))
        : Optional.empty();
  }

  /** Returns true if the values are 0 to n or 1 to n, and at most {@value #MAX_OBVIOUS}. */
  static boolean isObvious(Collection<String> values) {
    return values.size() <= MAX_OBVIOUS && isCount(values);
  }

  /** Returns true if the different values are 0 to n or 1 to n. */
  static boolean isCount(Collection<String> values) {
    int size = values.size();
    return size > 1
        && IntStream.range(1, size).mapToObj(Integer::toString).allMatch(values::contains)
        && (values.contains("0") || values.contains(Integer.toString(size)));
  }

  private static double span(LabelCounts labels) {
    var values = labels.values().stream().mapToDouble(Double::parseDouble).summaryStatistics();
    return values.getMax() - values.getMin() + 1;
  }
}
