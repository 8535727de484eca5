package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
