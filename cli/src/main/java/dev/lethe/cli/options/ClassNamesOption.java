package dev.lethe.cli.options;

import dev.lethe.scenarios.data.ClassNames;
import dev.lethe.scenarios.data.TableOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Option for the names of classes, in the order of their labels. */
public final class ClassNamesOption {
  @Option(
      names = "--class-names",
      paramLabel = "NAMES",
      description =
          "Classes in the order of their labels from 0, separated by commas, e.g. DOWN,UP, or @FILE"
              + " for a file with commas or lines between them. Gives several tables the same labels;"
              + " train and up store it with the run. Default for tables: whole numbers are the labels,"
              + " other classes are numbered in the order of the declaration or of their names.")
  private String classNames;

  /**
   * Returns the names by label; empty if there are none.
   *
   * @throws IllegalArgumentException if the names are invalid
   */
  List<String> names() {
    return classNames == null ? List.of() : TableOptions.parseClassNames(classNames);
  }

  /**
   * Returns the names of the classes of a run, as one line of CSV.
   *
   * @param classes number of classes of the run
   * @throws IllegalArgumentException if there are more names than classes, or names are invalid
   */
  public Optional<String> line(int classes) {
    List<String> names = TableOptions.DEFAULT.withClassNames(names()).classNames();
    if (names.size() > classes) {
      throw new IllegalArgumentException(
          "class-names: got %d names, expected at most %d, the number of classes"
              .formatted(names.size(), classes));
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(ClassNames.line(names));
  }
}
