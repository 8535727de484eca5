package dev.lethe.scenarios.data;

import java.util.Arrays;
import java.util.List;

/**
 * Grey images of one size, or rows of a table, with a class each, in two splits.
 *
 * <p>A table is a sequence: all of it is learnt from, nothing is there to be tested on alone.
 *
 * @param name what users call it, e.g. {@code mnist}
 * @param height rows of pixels; 1 for a table
 * @param width pixels per row; columns of a table
 * @param classes labels lie in {@code [0, classes)}
 * @param train what is learnt from, {@code [size, height * width]}
 * @param test what is evaluated on, same shape
 */
public record Dataset(String name, int height, int width, int classes, Split train, Split test) {
  public Dataset {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "shape of %s: got %d x %d, expected 1 x 1 or more".formatted(name, height, width));
    }
    if (classes < 1) {
      throw new IllegalArgumentException(
          "classes of %s: got %d, expected 1 or more".formatted(name, classes));
    }
    check(name, "train", train, height, width, classes);
    check(name, "test", test, height, width, classes);
  }

  /** Whether it has an order of its own and no test split. */
  public boolean isSequence() {
    return test.size() == 0;
  }

  /**
   * Its last training rows in place of the test rows, which are out of reach then: what settings
   * are chosen on.
   *
   * @param last how many, 1 to all but one
   */
  public Dataset validation(int last) {
    int rest = train.size() - last;
    if (last < 1 || rest < 1) {
      throw new IllegalArgumentException(
          "validation: got %d, expected 1 to %d".formatted(last, train.size() - 1));
    }
    return new Dataset(name, height, width, classes, train.rows(0, rest), train.rows(rest, last));
  }

  /**
   * The same images with a margin of empty pixels around them.
   *
   * @param margin pixels on each side, 1 or more
   */
  public Dataset padded(int margin) {
    if (margin < 1 || !train.isBytes()) {
      throw new IllegalArgumentException(
          "pad: got %d for %s, expected 0 or more, and 0 for a table".formatted(margin, name));
    }
    int across = width + 2 * margin;
    int down = height + 2 * margin;
    int[] source = new int[down * across];
    Arrays.fill(source, -1);
    for (int pixel = 0; pixel < features(); pixel++) {
      source[(pixel / width + margin) * across + pixel % width + margin] = pixel;
    }
    return new Dataset(name, down, across, classes, train.picked(source), test.picked(source));
  }

  /**
   * The same sequence with the class of the row before as further columns, one per class of which
   * one is 1: for labels that are known before the next row comes. Of the first row all are 0.
   */
  public Dataset withLastLabel() {
    if (!isSequence() || train.isBytes()) {
      throw new IllegalArgumentException(
          "last-label: got '%s', expected a table in an order of its own, such as elec2"
              .formatted(name));
    }
    int columns = width + classes;
    return new Dataset(
        name, 1, columns, classes, train.withLastLabel(classes), test.empty(columns));
  }

  /** Values per row: {@code height * width}. */
  public int features() {
    return height * width;
  }

  /** {@code [height, width]}, as a tensor states it; {@code [width]} of a table. */
  public List<Integer> shape() {
    return train.isBytes() ? List.of(height, width) : List.of(width);
  }

  private static void check(
      String name, String part, Split split, int height, int width, int classes) {
    if (split.features() != height * width) {
      throw new IllegalArgumentException(
          "%s images of %s: got %d pixels, expected %d x %d"
              .formatted(part, name, split.features(), height, width));
    }
    if (split.largestLabel() >= classes) {
      throw new IllegalArgumentException(
          "%s labels of %s: got %d, expected 0 to %d"
              .formatted(part, name, split.largestLabel(), classes - 1));
    }
  }
}
