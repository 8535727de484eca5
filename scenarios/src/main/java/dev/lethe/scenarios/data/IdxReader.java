package dev.lethe.scenarios.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads images from the four IDX files of a directory, under the names that MNIST gave them. */
final class IdxReader implements DatasetReader {
  private final String name;
  private final Path directory;
  private final OptionalInt classes;

  /**
   * @param name name of the data set
   * @param dataDir the directory, or its parent if the directory is called {@code name}
   * @param classes number of classes; empty to derive it from the largest label
   * @throws DatasetException if there is no directory
   */
  IdxReader(String name, Path dataDir, OptionalInt classes) {
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
    this.classes = classes;
  }

  @Override
  public Dataset read() {
    IdxFile images = images("train");
    int height = images.sizes()[1];
    int width = images.sizes()[2];
    Split train = split(images, "train-labels");
    IdxFile testImages = images("t10k");
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
    Split test = split(testImages, "t10k-labels");
    int found = 1 + Math.max(train.maxLabel(), test.maxLabel());
    return new Dataset(name, height, width, classes.orElse(found), train, test);
  }

  private IdxFile images(String part) {
    return IdxFile.read(find(part + "-images", IdxFile.IMAGE_RANK), IdxFile.IMAGE_RANK);
  }

  private Split split(IdxFile images, String labelStem) {
    IdxFile file = IdxFile.read(find(labelStem, IdxFile.LABEL_RANK), IdxFile.LABEL_RANK);
    if (file.count() != images.count()) {
      throw new DatasetException(
          "%s: got %d labels, expected %d, one for each image of %s"
              .formatted(file.path(), file.count(), images.count(), images.path()));
    }
    int[] labels = new int[file.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Byte.toUnsignedInt(file.data()[i]);
      if (classes.isPresent() && labels[i] >= classes.getAsInt()) {
        throw new DatasetException(
            "%s: got label %d at %d, expected 0 to %d"
                .formatted(file.path(), labels[i], i, classes.getAsInt() - 1));
      }
    }
    return new Split(images.sizes()[1] * images.sizes()[2], images.data(), labels);
  }

  /** Finds a file with a hyphen, as published, or with a dot, as some archives have it. */
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
