package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;

/** Operations on arrays of the engine, and on lists of arrays treated as one vector. */
public final class Tensors {
  private Tensors() {}

  /** Returns zeros of the same shapes and types. */
  public static List<NDArray> zerosLike(List<NDArray> arrays, NDManager owner) {
    return arrays.stream().map(a -> owner.zeros(a.getShape(), a.getDataType())).toList();
  }

  /** Returns copies that do not share memory with the originals. */
  public static List<NDArray> copies(List<NDArray> arrays, NDManager owner) {
    return arrays.stream()
        .map(
            array -> {
              NDArray copy = array.duplicate();
              copy.attach(owner);
              return copy;
            })
        .toList();
  }

  /** Copies the elements of {@code from} to existing arrays of the same shapes. */
  public static void copy(List<NDArray> from, List<NDArray> to) {
    for (int i = 0; i < from.size(); i++) {
      from.get(i).copyTo(to.get(i));
    }
  }

  /** Sets some elements to a value. Closes all temporary arrays. */
  public static void fill(NDArray array, NDIndex elements, float value) {
    try (NDManager scope = array.getManager().newSubManager()) {
      alias(array, scope).set(elements, value);
    }
  }

  /** Sets some elements to the given values. Closes all temporary arrays. */
  public static void set(NDArray array, NDIndex elements, NDArray values) {
    try (NDManager scope = array.getManager().newSubManager()) {
      alias(array, scope).set(elements, values);
    }
  }

  /**
   * Returns an array of the scope that shares the memory of another one. Temporary arrays that DJL
   * creates for operations on it are then freed with the scope.
   */
  public static NDArray alias(NDArray array, NDManager scope) {
    NDArray alias = array.stopGradient();
    alias.attach(scope);
    return alias;
  }

  /**
   * Returns an array multiplied by a number, for use in a recorded pass. DJL's own multiplication
   * by a number frees the number's memory at once, but the backward pass reads it again, so
   * gradients can be wrong. This method keeps the factor until the array's manager is closed.
   */
  public static NDArray scaled(NDArray array, float factor) {
    return array.mul(array.getManager().create(factor));
  }

  /** Returns the dot product Σ aᵢ bᵢ. */
  public static double dot(List<NDArray> a, List<NDArray> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      try (NDArray product = a.get(i).mul(b.get(i));
          NDArray part = product.sum()) {
        sum += part.getFloat();
      }
    }
    return sum;
  }

  /** Returns the Euclidean norm ‖a‖₂. */
  public static double norm(List<NDArray> arrays) {
    return Math.sqrt(dot(arrays, arrays));
  }
}
