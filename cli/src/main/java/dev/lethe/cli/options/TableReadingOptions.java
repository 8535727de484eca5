package dev.lethe.cli.options;

import dev.lethe.scenarios.data.Header;
import dev.lethe.scenarios.data.Missing;
import dev.lethe.scenarios.data.TableOptions;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of tables: where the class is, and how the file is read. */
public final class TableReadingOptions {
  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description =
          "Column of the class in a table: its name, its number from 1, first or last; a name takes"
              + " precedence. Default: the column called class, label or target, else the only one"
              + " declared as nominal, else the last.")
  private String labelColumn;

  @Option(
      names = "--header",
      paramLabel = "KIND",
      defaultValue = "auto",
      description =
          "First row of a CSV file: yes (names of the columns), no (data), or auto (found from the"
              + " content). Default: ${DEFAULT-VALUE}.")
  private String header;

  @Option(
      names = "--missing",
      paramLabel = "RULE",
      defaultValue = "refuse",
      description =
          "Missing values in a table (empty, ?, NaN, NA, N/A, null): refuse the table, skip the row,"
              + " zero, or mean (of the column in the rows before). A row without a class is refused"
              + " or skipped. Default: ${DEFAULT-VALUE}.")
  private String missing;

  @Mixin private ClassNamesOption classNames;

  /**
   * Returns the options.
   *
   * @throws IllegalArgumentException if an option has an invalid value
   */
  TableOptions options() {
    return new TableOptions(
        Optional.ofNullable(labelColumn),
        Header.parse(header),
        Missing.parse(missing),
        classNames.names());
  }
}
