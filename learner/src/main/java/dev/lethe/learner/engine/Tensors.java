package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;

/** Lists of arrays, one per parameter, taken as one vector. */
public final class Tensors {
  private Tensors() {}

  /** Zeros of the same shapes. */
  public static List<NDArray> zerosLike(List<NDArray> arrays, NDManager owner) {
    return arrays.stream().map(a -> owner.zeros(a.getShape(), a.getDataType())).toList();
  }

  /** Copies with memory of their own. */
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

  /** Writes the elements of {@code from} into {@code to}. */
  public static void copy(List<NDArray> from, List<NDArray> to) {
    for (int i = 0; i < from.size(); i++) {
      from.get(i).copyTo(to.get(i));
    }
  }

  /** Writes a number into some elements, leaving no array behind. */
  public static void fill(NDArray array, NDIndex elements, float value) {
    try (NDManager scope = array.getManager().newSubManager()) {
      alias(array, scope).set(elements, value);
    }
  }

  /** Writes values into some elements, leaving no array behind. */
  public static void set(NDArray array, NDIndex elements, NDArray values) {
    try (NDManager scope = array.getManager().newSubManager()) {
      alias(array, scope).set(elements, values);
    }
  }

  /** The same memory, by an array of the scope: what DJL makes on the way goes with the scope. */
  public static NDArray alias(NDArray array, NDManager scope) {
    NDArray alias = array.stopGradient();
    alias.attach(scope);
    return alias;
  }

  /**
   * An array times a number, as part of what is differentiated. DJL's own product with a number
   * lets go of the number's memory at once, to which the recording still points on the way back:
   * once that is collected, gradients are wrong. This one keeps it as long as the array's manager
   * lives.
   */
  public static NDArray scaled(NDArray array, float factor) {
    return array.mul(array.getManager().create(factor));
  }

  /** Σ aᵢ bᵢ. */
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

  /** ‖a‖₂. */
  public static double norm(List<NDArray> arrays) {
    return Math.sqrt(dot(arrays, arrays));
  }
}
