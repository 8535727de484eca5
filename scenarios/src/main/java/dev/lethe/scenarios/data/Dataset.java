package dev.lethe.scenarios.data;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * Grey images of one size, or rows of a table, each with a class, in two splits.
 *
 * <p>A table is a sequence: all rows are training examples, and the test split is empty.
 *
 * @param name name of the data set, e.g. {@code mnist}
 * @param height rows of pixels; 1 for a table
 * @param width pixels per row, or columns of a table
 * @param classes number of classes; labels are in {@code [0, classes)}
 * @param train training examples, {@code [size, height * width]}
 * @param test test examples, {@code [size, height * width]}
 * @param source origin of the examples
 */
public record Dataset(
    String name, int height, int width, int classes, Split train, Split test, Source source) {
  public Dataset {
    requireNonNull(source, "source");
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

  /** Creates a data set that does not come from files of the user. */
  public Dataset(String name, int height, int width, int classes, Split train, Split test) {
    this(name, height, width, classes, train, test, Source.NONE);
  }

  /** Returns this data set with another source. */
  Dataset from(Source other) {
    return new Dataset(name, height, width, classes, train, test, other);
  }

  /** Returns true if the data set has an order of its own and no test split. */
  public boolean isSequence() {
    return test.size() == 0;
  }

  /**
   * Returns this data set with its last training examples as test examples, to choose settings on.
   * The original test examples are left out.
   *
   * @param last number of training examples to move, at least 1 and less than all
   */
  public Dataset validation(int last) {
    int rest = train.size() - last;
    if (last < 1 || rest < 1) {
      throw new IllegalArgumentException(
          "validation: got %d, expected 1 to %d".formatted(last, train.size() - 1));
    }
    return new Dataset(
        name, height, width, classes, train.rows(0, rest), train.rows(rest, last), source);
  }

  /**
   * Returns the images with a margin of empty pixels.
   *
   * @param margin pixels on each side, 1 or more
   */
  public Dataset padded(int margin) {
    if (margin < 1 || !train.isBytes()) {
      throw new IllegalArgumentException(
          "pad: got %d for %s, expected 0 or more, and 0 for a table".formatted(margin, name));
    }
    int paddedWidth = width + 2 * margin;
    int paddedHeight = height + 2 * margin;
    int[] pixels = new int[paddedHeight * paddedWidth];
    Arrays.fill(pixels, -1);
    for (int pixel = 0; pixel < features(); pixel++) {
      pixels[(pixel / width + margin) * paddedWidth + pixel % width + margin] = pixel;
    }
    return new Dataset(
        name,
        paddedHeight,
        paddedWidth,
        classes,
        train.pickAll(pixels),
        test.pickAll(pixels),
        source);
  }

  /**
   * Returns the sequence with the class of the previous row as one-hot columns, one per class. Use
   * it if the label of a row is known before the next row arrives. In the first row all are 0.
   */
  public Dataset withLastLabel() {
    if (!isSequence() || train.isBytes()) {
      throw new IllegalArgumentException(
          "last-label: got '%s', expected a table, such as elec2".formatted(name));
    }
    int columns = width + classes;
    return new Dataset(
        name, 1, columns, classes, train.withLastLabel(classes), test.empty(columns), source);
  }

  /** Returns the number of values per row, {@code height * width}. */
  public int features() {
    return height * width;
  }

  /** Returns the shape of one example: {@code [height, width]}, or {@code [width]} for a table. */
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
    if (split.maxLabel() >= classes) {
      throw new IllegalArgumentException(
          "%s labels of %s: got %d, expected 0 to %d"
              .formatted(part, name, split.maxLabel(), classes - 1));
    }
  }
}
