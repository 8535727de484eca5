package dev.lethe.cli.data;

import java.util.List;

/**
 * Grey images of one size with a class each, in two splits.
 *
 * @param name what users call it, e.g. {@code mnist}
 * @param height rows of pixels
 * @param width pixels per row
 * @param classes labels lie in {@code [0, classes)}
 * @param train what is learnt from, {@code [size, height * width]} unsigned bytes
 * @param test what is evaluated on, same shape
 */
public record Dataset(String name, int height, int width, int classes, Split train, Split test) {
  public Dataset {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "shape of %s: seen %d x %d, wanted 1 x 1 or more".formatted(name, height, width));
    }
    if (classes < 1) {
      throw new IllegalArgumentException(
          "classes of %s: seen %d, wanted 1 or more".formatted(name, classes));
    }
    check(name, "train", train, height, width, classes);
    check(name, "test", test, height, width, classes);
  }

  /** Bytes per image: {@code height * width}. */
  public int features() {
    return height * width;
  }

  /** {@code [height, width]}, as a tensor states it. */
  public List<Integer> shape() {
    return List.of(height, width);
  }

  private static void check(
      String name, String part, Split split, int height, int width, int classes) {
    if (split.features() != height * width) {
      throw new IllegalArgumentException(
          "%s images of %s: seen %d pixels, wanted %d x %d"
              .formatted(part, name, split.features(), height, width));
    }
    if (split.largestLabel() >= classes) {
      throw new IllegalArgumentException(
          "%s labels of %s: seen %d, wanted 0 to %d"
              .formatted(part, name, split.largestLabel(), classes - 1));
    }
  }
}
