package dev.lethe.scenarios.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the one file of a table is. */
final class TableDirectory {
  private final String name;
  private final List<String> folders;
  private final List<String> files;

  /**
   * @param folders the directory may also be the parent of one of these
   * @param files names that the file has been published under, the preferred first; none for a
   *     table that must be named itself
   */
  TableDirectory(String name, List<String> folders, List<String> files) {
    this.name = name;
    this.folders = folders;
    this.files = files;
  }

  /**
   * @param place the file itself, or a directory with it
   */
  TableFile find(Path place) {
    String wanted =
        files.isEmpty() ? "a CSV or ARFF file" : "one of %s".formatted(String.join(", ", files));
    if (place == null) {
      throw new DatasetException("data-dir: got none, expected %s for %s".formatted(wanted, name));
    }
    if (Files.isRegularFile(place)) {
      return new TableFile(place);
    }
    return Stream.concat(folders.stream().map(place::resolve), Stream.of(place))
        .flatMap(folder -> files.stream().map(folder::resolve))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(TableFile::new)
        .orElseThrow(
            () ->
                new DatasetException(
                    "data-dir: got %s, expected %s, or a directory with it, for %s"
                        .formatted(place, wanted, name)));
  }
}
