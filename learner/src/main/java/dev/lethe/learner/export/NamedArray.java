package dev.lethe.learner.export;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;

/**
 * Copy of an array under its name in the state of a PyTorch module.
 *
 * @param name name, such as {@code layer1.0.conv1.weight}
 * @param shape length of each axis
 * @param elements elements in row-major order
 */
public record NamedArray(String name, List<Long> shape, Elements elements) {
  /**
   * @throws IllegalArgumentException if the shape does not have as many elements
   */
  public NamedArray {
    shape = List.copyOf(shape);
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    if (size != elements.count()) {
      throw new IllegalArgumentException(
          "%s: got %d elements, expected %d for shape %s"
              .formatted(name, elements.count(), size, shape));
    }
  }

  /** Copies a float32 array. */
  public static NamedArray of(String name, NDArray array) {
    List<Long> shape = Arrays.stream(array.getShape().getShape()).boxed().toList();
    return new NamedArray(name, shape, new Elements.Floats(array.toFloatArray()));
  }

  /**
   * Returns a vector of float64.
   *
   * @param values elements; not copied
   */
  public static NamedArray of(String name, double[] values) {
    return new NamedArray(name, List.of((long) values.length), new Elements.Doubles(values));
  }

  /**
   * Returns a matrix of int64.
   *
   * @param values elements in row-major order; not copied
   * @param columns elements of a row
   */
  public static NamedArray of(String name, long[] values, int columns) {
    List<Long> shape = List.of((long) values.length / columns, (long) columns);
    return new NamedArray(name, shape, new Elements.Longs(values));
  }

  /** Returns this array under its name in a module that contains its own. */
  public NamedArray in(String module) {
    return new NamedArray(module + "." + name, shape, elements);
  }
}
