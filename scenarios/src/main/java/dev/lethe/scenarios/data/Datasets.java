package dev.lethe.scenarios.data;

import dev.lethe.common.text.Suggestions;
import java.nio.file.Path;
import java.util.List;

/**
 * The data sets by name.
 *
 * <ul>
 *   <li>{@code glyphs}: drawn by {@link Glyphs}, needs no files.
 *   <li>{@code mnist}, {@code fashion-mnist}: ten classes, read from the four IDX files.
 *   <li>{@code idx}: any other directory with four IDX files of those names; as many classes as the
 *       largest label says.
 *   <li>{@code elec2}, {@code insects}: the published table of that name, in its own order.
 *   <li>{@code csv}: any CSV or ARFF file whose last column is the class.
 * </ul>
 */
public final class Datasets {
  public static final List<String> NAMES =
      List.of("glyphs", "mnist", "fashion-mnist", "idx", "elec2", "insects", "csv");

  private static final TableDirectory ELEC2 =
      new TableDirectory(
          "elec2", List.of("elec2"), List.of("elec.csv", "elecNormNew.arff", "ELEC.arff.zip"));

  private static final TableDirectory INSECTS =
      new TableDirectory(
          "insects",
          List.of("insects", "insects-gradual-balanced"),
          List.of("gradual_balanced_24150.csv", "gradual_balanced_24150.zip"));

  private static final TableDirectory CSV = new TableDirectory("csv", List.of(), List.of());

  private Datasets() {}

  /** As {@link #load(String, Path, Glyphs)} with glyphs of that seed in their default sizes. */
  public static Dataset load(String name, Path dataDir, long seed) {
    return load(name, dataDir, new Glyphs(seed));
  }

  /**
   * Loads or draws a data set whole.
   *
   * @param dataDir where the IDX files are, or the parent of a directory called {@code name} with
   *     them, or the file of a table; null when there is none, which is enough for {@code glyphs}
   * @param glyphs what {@code glyphs} are to be drawn; the others are fixed and take no notice
   * @throws IllegalArgumentException when there is no data set of that name
   * @throws DatasetException when its files are missing or not what they must be
   */
  public static Dataset load(String name, Path dataDir, Glyphs glyphs) {
    return switch (name) {
      case "glyphs" -> glyphs.draw();
      case "mnist", "fashion-mnist" -> new IdxDirectory(name, dataDir).read(10);
      case "idx" -> new IdxDirectory(name, dataDir).read(0);
      case "elec2" -> ELEC2.find(dataDir).read(name);
      case "insects" -> INSECTS.find(dataDir).read(name);
      case "csv" -> CSV.find(dataDir).read(name);
      default -> throw Suggestions.unknown("dataset", name, NAMES);
    };
  }
}
