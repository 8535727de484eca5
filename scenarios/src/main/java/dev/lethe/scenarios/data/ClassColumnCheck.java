package dev.lethe.scenarios.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Refuses a table whose classes are not plausible.
 *
 * @param path for messages
 * @param schema columns
 * @param labels values of the column of the class
 */
record ClassColumnCheck(Path path, TableSchema schema, LabelCounts labels) {
  private static final int MAX_SUGGESTIONS = 3;

  /** Number of rows from which on a column does not look like a class by chance. */
  private static final int MIN_ROWS = 10;

  private static final char UNDECODED = '\ufffd';

  /**
   * Requires values that can be classes.
   *
   * @param values features, {@code [rows, features]}
   * @throws DatasetException if they cannot be classes, or another column is as likely the class
   */
  void requireClasses(ClassCheck check, float[] values, int rows) {
    Optional<String> objection = check.objection(labels);
    if (objection.isPresent()) {
      boolean real = objection.get().startsWith("real-valued");
      List<Integer> candidates = candidates(values, rows, schema.features());
      throw new DatasetException(
          "%s: got %s in %s, expected a class: choose another column with --label-column%s%s"
              .formatted(
                  path,
                  objection.get(),
                  schema.describe(schema.label()),
                  candidates.isEmpty() ? "" : " (perhaps %s)".formatted(described(candidates)),
                  real
                      ? ", or turn the targets into classes, since Lethe does not learn regressions"
                      : ""));
    }
    if (check == ClassCheck.AUTOMATIC && labels.size() == 1 && schema.label() > 0) {
      List<Integer> first = candidates(values, rows, 1);
      if (!first.isEmpty()) {
        throw new DatasetException(
            "%s: got one value, %s, in %s, expected a class: choose the column with --label-column"
                    .formatted(path, labels.values().get(0), schema.describe(schema.label()))
                + " (perhaps %s)".formatted(described(first)));
      }
    }
  }

  /**
   * Returns a warning if the last column was taken as the class, but the first one looks like a
   * class too; empty if a name or a column of text says that the last one is it.
   *
   * @param values features, {@code [rows, features]}
   * @throws DatasetException if the first column looks more like a class than the last one
   */
  Optional<String> alternative(float[] values, int rows) {
    int last = schema.features();
    if (schema.label() != last
        || LabelColumn.isNamed(schema.labelColumn())
        || !labels.values().stream().allMatch(Numbers.POINT::isNumber)
        || rows < MIN_ROWS
        || !isObvious(values, rows, 0)) {
      return Optional.empty();
    }
    if (labels.size() > ClassCheck.MAX_OBVIOUS && !ClassCheck.isCount(labels.values())) {
      throw new DatasetException(
          "%s: got %s and %s as possible classes, expected one: choose with --label-column"
              .formatted(path, schema.describe(0), schema.describe(last)));
    }
    return Optional.of(
        "warning: %s was taken as the class because it is the last; %s looks like a class too: if it is the class, choose it with --label-column 1"
            .formatted(schema.describe(last), schema.describe(0)));
  }

  private boolean isObvious(float[] values, int rows, int feature) {
    var counts = new LabelCounts(Numbers.POINT);
    for (int row = 0; row < rows && counts.size() <= ClassCheck.MAX_OBVIOUS; row++) {
      counts.add(Float.toString(values[row * schema.features() + feature]), row);
    }
    return ClassCheck.isObvious(counts.values())
        && ClassCheck.AUTOMATIC.objection(counts).isEmpty();
  }

  /**
   * Requires that all classes can be read and have a label.
   *
   * @throws DatasetException if one cannot, or has none
   */
  void requireKnown(ClassNames names) {
    for (String value : labels.values()) {
      if (value.indexOf(UNDECODED) >= 0) {
        // different names in another encoding would become one class
        throw new DatasetException(
            "%s, line %d: got class '%s', expected text in UTF-8"
                .formatted(path, labels.line(value), value));
      }
      if (names.label(value).isEmpty()) {
        throw new DatasetException(
            "%s, line %d: got class '%s', expected one of %s"
                .formatted(path, labels.line(value), value, names.labels().keySet()));
      }
    }
  }

  /** Returns features with few different values, all whole numbers that occur several times. */
  private List<Integer> candidates(float[] values, int rows, int first) {
    List<Integer> found = new ArrayList<>();
    int width = schema.features();
    for (int feature = 0; feature < first && found.size() < MAX_SUGGESTIONS; feature++) {
      var counts = new LabelCounts(Numbers.POINT);
      for (int row = 0; row < rows && counts.size() <= rows / 2; row++) {
        counts.add(Float.toString(values[row * width + feature]), row);
      }
      if (counts.size() > 1 && ClassCheck.AUTOMATIC.objection(counts).isEmpty()) {
        found.add(feature < schema.label() ? feature : feature + 1);
      }
    }
    return found;
  }

  private String described(List<Integer> columns) {
    return String.join(" or ", columns.stream().map(schema::describe).toList());
  }
}
