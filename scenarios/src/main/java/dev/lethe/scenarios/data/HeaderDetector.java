package dev.lethe.scenarios.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides if the first row of a CSV file names the columns.
 *
 * <p>It does if it has text above a column of numbers. Any numbers in such a row must look like
 * names too: ascending, and whole unless there are three. A row of numbers is a header if it counts
 * the columns from 0 or 1 and it has five or a column below has only text, or if it counts from any
 * number and a column below has only decimals. A row with missing values and numbers is data.
 */
final class HeaderDetector {
  /** A data row that counts this many columns by chance is unlikely. */
  private static final int LONG_COUNT = 5;

  private static final int MIN_COUNT = 3;
  private static final int MIN_DECIMAL_NAMES = 3;

  /** Two headers and a row of numbers. */
  private static final int MIN_ROWS_OF_TWO_HEADERS = 3;

  private final List<String> first;
  private final List<Row> rest;
  private final Numbers numbers;
  private final List<Integer> texts = new ArrayList<>();
  private final List<Float> values = new ArrayList<>();

  private HeaderDetector(List<Row> sample, Numbers numbers) {
    this.first = sample.get(0).cells();
    this.rest =
        sample.subList(1, sample.size()).stream()
            .filter(row -> row.cells().size() == first.size())
            .toList();
    this.numbers = numbers;
    for (int column = 0; column < first.size(); column++) {
      String cell = first.get(column);
      if (numbers.isNumber(cell)) {
        values.add(numbers.parse(cell));
      } else if (!Numbers.isMissing(cell)) {
        texts.add(column);
      }
    }
  }

  /**
   * Returns true if the first row is a header.
   *
   * @param sample first rows of the table, at least one
   * @throws DatasetException if the row could be either
   */
  static boolean isHeader(Path path, List<Row> sample, Numbers numbers) {
    var detector = new HeaderDetector(sample, numbers);
    if (!detector.isHeader()) {
      return false;
    }
    if (!detector.values.isEmpty() && !detector.valuesLookLikeNames()) {
      int text = detector.texts.get(0);
      throw TableBuilder.invalid(
          path,
          sample.get(0).line(),
          "'%s' in column %d beside numbers".formatted(detector.first.get(text), text + 1),
          "a finite number, or a row of names with --header yes");
    }
    return true;
  }

  /**
   * Requires that the second row is not a header too, such as a row of units below the names.
   *
   * @param sample first rows of the table, at least one
   * @throws DatasetException if the first two rows have only text, above a column of numbers
   */
  static void requireOneHeader(Path path, List<Row> sample, Numbers numbers) {
    if (sample.size() < MIN_ROWS_OF_TWO_HEADERS
        || sample.get(0).cells().size() != sample.get(1).cells().size()) {
      return;
    }
    var second = new HeaderDetector(sample.subList(1, sample.size()), numbers);
    if (sample.get(0).cells().stream().noneMatch(numbers::isNumber)
        && second.values.isEmpty()
        && second.rest.size() > 0
        && second.texts.stream().noneMatch(second::occursBelow)) {
      second.texts.stream()
          .filter(column -> column < second.first.size() - 1 && second.isNumericBelow(column))
          .findFirst()
          .ifPresent(
              column -> {
                throw TableBuilder.invalid(
                    path,
                    sample.get(1).line(),
                    "a second header line ('%s' in column %d above numbers)"
                        .formatted(TableSchema.shortened(second.first.get(column)), column + 1),
                    "numbers below the first: remove one of the two lines");
              });
    }
  }

  private boolean isHeader() {
    if (rest.isEmpty()) {
      return texts.stream().anyMatch(column -> column < first.size() - 1);
    }
    if (texts.isEmpty()) {
      return values.size() == first.size()
          && rest.stream().noneMatch(row -> row.cells().equals(first))
          && (countsAboveDecimals() || counts(MIN_COUNT) && hasColumnOfText());
    }
    if (texts.stream().anyMatch(this::occursBelow)) {
      return false;
    }
    return texts.stream().anyMatch(this::isNumericBelow) || countsAboveDecimals();
  }

  private boolean valuesLookLikeNames() {
    for (int i = 1; i < values.size(); i++) {
      if (!(values.get(i) > values.get(i - 1))) {
        return false;
      }
    }
    return values.size() >= MIN_DECIMAL_NAMES
        || values.stream().allMatch(value -> value >= 0 && value == Math.rint(value));
  }

  /** Returns true if the numbers of the row are 0, 1, 2, ... or 1, 2, 3, .... */
  private boolean counts(int min) {
    return countsFromAny(min) && (values.get(0) == 0 || values.get(0) == 1);
  }

  /** Returns true if each number of the row is one more than the one before, such as years. */
  private boolean countsFromAny(int min) {
    if (values.size() < min) {
      return false;
    }
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i) != values.get(0) + i) {
        return false;
      }
    }
    return true;
  }

  /** Returns true if the row counts and, unless it is long, a column below has decimals only. */
  private boolean countsAboveDecimals() {
    if (counts(LONG_COUNT)) {
      return true;
    }
    return countsFromAny(MIN_COUNT)
        && IntStream.range(0, first.size())
            .filter(column -> isDigits(first.get(column)))
            .anyMatch(
                column ->
                    rest.stream()
                        .map(row -> row.cells().get(column))
                        .allMatch(cell -> numbers.isNumber(cell) && !isDigits(cell)));
  }

  private static boolean isDigits(String cell) {
    return cell.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private boolean hasColumnOfText() {
    for (int column = 0; column < first.size(); column++) {
      int index = column;
      if (rest.stream().map(row -> row.cells().get(index)).noneMatch(numbers::isNumber)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNumericBelow(int column) {
    return rest.stream()
        .map(row -> row.cells().get(column))
        .allMatch(cell -> numbers.isNumber(cell) || Numbers.isMissing(cell));
  }

  private boolean occursBelow(int column) {
    return rest.stream().anyMatch(row -> row.cells().get(column).equals(first.get(column)));
  }
}
