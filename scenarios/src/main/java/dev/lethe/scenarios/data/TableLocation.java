package dev.lethe.scenarios.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Possible locations of the file of a table.
 *
 * @param name name of the data set, for messages
 * @param folders names of directories that may hold the file
 * @param files names of the file, preferred name first; empty if the user must name the file
 */
record TableLocation(String name, List<String> folders, List<String> files) {
  /**
   * Finds the file.
   *
   * @param place the file itself or, if its name is known, a directory that holds it, or the parent
   *     of such a directory; may be null
   * @throws DatasetException if there is no such file
   */
  Path find(Path place) {
    String expected =
        files.isEmpty() ? "a CSV or ARFF file" : "one of %s".formatted(String.join(", ", files));
    if (place == null) {
      throw new DatasetException(
          "data-dir: got none, expected %s for %s".formatted(expected, name));
    }
    if (Files.isRegularFile(place)) {
      return place;
    }
    return Stream.concat(folders.stream().map(place::resolve), Stream.of(place))
        .flatMap(folder -> files.stream().map(folder::resolve))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new DatasetException(
                    "data-dir: got %s, expected %s%s for %s"
                        .formatted(
                            place,
                            expected,
                            files.isEmpty() ? "" : ", or a directory with it,",
                            name)));
  }
}
