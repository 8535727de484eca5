package dev.lethe.scenarios.data;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Choices of the user about a table.
 *
 * @param labelColumn column of the class: its name, its number from 1, {@code first} or {@code
 *     last}; empty to find it, see {@link LabelColumn}
 * @param header first row of a CSV file
 * @param missing treatment of cells without a value
 * @param classNames spelling of each class, by label; empty to derive the labels from the table,
 *     see {@link ClassNames}
 */
public record TableOptions(
    Optional<String> labelColumn, Header header, Missing missing, List<String> classNames) {
  /** Options that derive everything from the content of the table and reject missing values. */
  public static final TableOptions DEFAULT =
      new TableOptions(Optional.empty(), Header.AUTO, Missing.REFUSE, List.of());

  private static final CSVFormat LIST =
      CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

  public TableOptions {
    requireNonNull(labelColumn, "labelColumn");
    requireNonNull(header, "header");
    requireNonNull(missing, "missing");
    classNames = List.copyOf(classNames);
    Set<String> names = new HashSet<>();
    for (String name : classNames) {
      if (name.isEmpty() || !names.add(Numbers.POINT.canonical(name))) {
        throw new IllegalArgumentException(
            "class-names: got '%s', expected different names, separated by commas"
                .formatted(String.join(",", classNames)));
      }
    }
  }

  /** Returns these choices with other class names. */
  public TableOptions withClassNames(List<String> names) {
    return new TableOptions(labelColumn, header, missing, names);
  }

  /**
   * Parses class names: one line of CSV, so a name that contains a comma is in double quotes; or
   * {@code @} and the path of a CSV file, whose lines are joined.
   *
   * @throws IllegalArgumentException if the text is not one line of CSV, or the file is not
   *     readable
   */
  public static List<String> parseClassNames(String text) {
    if (text.startsWith("@")) {
      return readClassNames(Path.of(text.substring(1)));
    }
    try (CSVParser parser = CSVParser.parse(text, LIST)) {
      var records = parser.getRecords();
      if (records.size() == 1) {
        return records.get(0).toList();
      }
    } catch (IOException | UncheckedIOException e) {
      // reported below
    }
    throw new IllegalArgumentException(
        "class-names: got '%s', expected names separated by commas".formatted(text));
  }

  private static List<String> readClassNames(Path file) {
    try (CSVParser parser = LIST.parse(PackedFile.openText(file))) {
      return parser.getRecords().stream().flatMap(CSVRecord::stream).toList();
    } catch (IOException | UncheckedIOException | DatasetException e) {
      throw new IllegalArgumentException(
          "class-names: got '@%s', expected a readable text file with names separated by commas or line ends"
              .formatted(file),
          e);
    }
  }
}
