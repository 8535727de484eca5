package dev.lethe.scenarios.data;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Summary of a table as it was read.
 *
 * @param file the file
 * @param format format in words, with separator and header
 * @param rows number of rows
 * @param features number of columns without the class
 * @param classColumn number and name of the column of the class
 * @param classes label of each class
 * @param counts number of rows with each label, {@code [outputs]}
 * @param skipped number of skipped rows by reason
 * @param filled number of missing values that were replaced
 * @param notes lines about columns that are not features, or perhaps should not be
 */
public record TableSummary(
    Path file,
    String format,
    int rows,
    int features,
    String classColumn,
    ClassNames classes,
    int[] counts,
    Map<String, Integer> skipped,
    int filled,
    List<String> notes) {
  private static final int MAX_CLASSES = 20;
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

  public TableSummary {
    notes = List.copyOf(notes);
  }

  /** Returns the summary as lines of text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    int size = classes.labels().size();
    lines.add(
        "%s: %s; %s, %s, %s in %s"
            .formatted(
                file.getFileName(),
                format,
                count(rows, "row", "rows"),
                count(features, "feature", "features"),
                count(size, "class", "classes"),
                classColumn));
    lines.add("rows per class: " + countsByName());
    lines.addAll(notes);
    if (!skipped.isEmpty()) {
      lines.add(
          "skipped rows: "
              + skipped.entrySet().stream()
                  .map(entry -> entry.getValue() + " " + entry.getKey())
                  .collect(joining(", ")));
    }
    if (filled > 0) {
      lines.add("missing values: " + filled + " replaced");
    }
    if (classes.numbered()) {
      lines.add(
          "labels: %s; for the same labels in other files: %s"
              .formatted(classes.assignments(), flag()));
    } else if (classes.hasGaps()) {
      lines.add(
          "labels: as in the file, so a model needs %d outputs; if no file has other classes, %s"
                  .formatted(classes.outputs(), flag())
              + " numbers them from 0");
    }
    if (size == 1) {
      lines.add("warning: the table has one class only");
    }
    if (distinct(TableSummary::visible) < size) {
      lines.add(
          "warning: some classes look the same, but differ in invisible or similar characters");
    } else if (distinct(name -> name.toLowerCase(Locale.ROOT)) < size) {
      lines.add("warning: some classes differ only in upper and lower case");
    }
    return lines;
  }

  private long distinct(UnaryOperator<String> form) {
    return classes.labels().keySet().stream().map(form).distinct().count();
  }

  /** Returns a name without format characters and differences of Unicode's compatible forms. */
  private static String visible(String name) {
    return Normalizer.normalize(INVISIBLE.matcher(name).replaceAll(""), Normalizer.Form.NFKC)
        .strip();
  }

  /** Returns the option that gives these labels, quoted for a shell. */
  private String flag() {
    return "--class-names='%s'".formatted(classes.list().replace("'", "'\\''"));
  }

  private static String count(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }

  private String countsByName() {
    String shown =
        classes.labels().entrySet().stream()
            .limit(MAX_CLASSES)
            .map(entry -> entry.getKey() + " (" + counts[entry.getValue()] + ")")
            .collect(joining(", "));
    int more = classes.labels().size() - MAX_CLASSES;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
