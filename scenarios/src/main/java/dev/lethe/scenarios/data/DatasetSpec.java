package dev.lethe.scenarios.data;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A data set by name, and changes to it.
 *
 * @param name one of {@link Datasets#NAMES}
 * @param dataDir directory or file that holds the data; empty for {@code glyphs}
 * @param pad empty pixels on each side of an image, 0 for none
 * @param validation number of training examples, the last ones, that replace the test examples;
 *     empty to use the test examples
 * @param lastLabel true to add the class of the previous row to each row of a table
 * @param table choices about a table; the default for other data sets
 */
public record DatasetSpec(
    String name,
    Optional<Path> dataDir,
    int pad,
    OptionalInt validation,
    boolean lastLabel,
    TableOptions table) {
  public static final String DEFAULT_NAME = "glyphs";

  public DatasetSpec {
    requireNonNull(name, "name");
    requireNonNull(table, "table");
  }

  /** Returns true if the data set is a table. */
  public boolean isTable() {
    return Datasets.TABLES.contains(name);
  }

  /**
   * Generates or loads the data set.
   *
   * @param seed seed of a generated data set
   * @throws IllegalArgumentException if the name is unknown or a change does not apply
   * @throws DatasetException if a file is missing or has invalid content
   */
  public Dataset load(long seed) {
    Dataset data = Datasets.load(name, dataDir.orElse(null), seed, table);
    if (lastLabel) {
      data = data.withLastLabel();
    }
    if (pad != 0) {
      data = data.padded(pad);
    }
    return validation.isPresent() ? data.validation(validation.getAsInt()) : data;
  }
}
