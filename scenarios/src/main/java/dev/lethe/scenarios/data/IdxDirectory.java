package dev.lethe.scenarios.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The four IDX files of a data set in one directory, under the names MNIST gave them. */
final class IdxDirectory {
  private final String name;
  private final Path directory;

  /**
   * @param dataDir the directory, or the parent of one called {@code name}
   */
  IdxDirectory(String name, Path dataDir) {
    if (dataDir == null) {
      throw new DatasetException(
          "data-dir: got none, expected the directory with the IDX files of " + name);
    }
    if (!Files.isDirectory(dataDir)) {
      throw new DatasetException(
          "data-dir: got %s, which is no directory, expected the directory with the IDX files of %s"
              .formatted(dataDir, name));
    }
    this.name = name;
    Path own = dataDir.resolve(name);
    this.directory = Files.isDirectory(own) ? own : dataDir;
  }

  /**
   * Reads all four files.
   *
   * @param classes number of classes, or 0 to take it from the largest label
   */
  Dataset read(int classes) {
    IdxFile images = IdxFile.read(find("train-images", IdxFile.IMAGE_RANK), IdxFile.IMAGE_RANK);
    int height = images.sizes()[1];
    int width = images.sizes()[2];
    Split train = split(images, "train-labels", classes);
    IdxFile testImages = IdxFile.read(find("t10k-images", IdxFile.IMAGE_RANK), IdxFile.IMAGE_RANK);
    if (testImages.sizes()[1] != height || testImages.sizes()[2] != width) {
      throw new DatasetException(
          "%s: got images of %d x %d, expected %d x %d as in %s"
              .formatted(
                  testImages.path(),
                  testImages.sizes()[1],
                  testImages.sizes()[2],
                  height,
                  width,
                  images.path()));
    }
    Split test = split(testImages, "t10k-labels", classes);
    int found = 1 + Math.max(train.largestLabel(), test.largestLabel());
    return new Dataset(name, height, width, classes == 0 ? found : classes, train, test);
  }

  private Split split(IdxFile images, String labelStem, int classes) {
    IdxFile file = IdxFile.read(find(labelStem, IdxFile.LABEL_RANK), IdxFile.LABEL_RANK);
    if (file.count() != images.count()) {
      throw new DatasetException(
          "%s: got %d labels, expected %d, one for each image of %s"
              .formatted(file.path(), file.count(), images.count(), images.path()));
    }
    int[] labels = new int[file.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Byte.toUnsignedInt(file.data()[i]);
      if (classes > 0 && labels[i] >= classes) {
        throw new DatasetException(
            "%s: got label %d at %d, expected 0 to %d"
                .formatted(file.path(), labels[i], i, classes - 1));
      }
    }
    return new Split(images.sizes()[1] * images.sizes()[2], images.data(), labels);
  }

  /** Both spellings are about: with a hyphen as published, with a dot as some archives unpack. */
  private Path find(String stem, int rank) {
    List<String> names =
        Stream.of("-", ".")
            .map(separator -> stem + separator + "idx" + rank + "-ubyte")
            .flatMap(file -> Stream.of(file, file + ".gz"))
            .toList();
    return names.stream()
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new DatasetException(
                    "%s in %s: got none, expected one of %s"
                        .formatted(stem, directory, String.join(", ", names))));
  }
}
