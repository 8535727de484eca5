package dev.lethe.learner.health;

/** Operations on a matrix of activations, {@code [rows, units]} in row-major order. */
final class ActivationMatrix {
  private ActivationMatrix() {}

  /**
   * Checks the size of a matrix and returns its number of elements, {@code rows · units}.
   *
   * @throws IllegalArgumentException if a dimension is below 1 or the array is too short
   */
  static int requireLength(float[] values, int rows, int units) {
    requirePositive("rows", rows);
    requirePositive("units", units);
    int length = Math.multiplyExact(rows, units);
    if (values.length < length) {
      throw new IllegalArgumentException(
          "values: got " + values.length + ", expected at least " + length);
    }
    return length;
  }

  static void requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + ": got '" + value + "', expected at least 1");
    }
  }

  /**
   * Returns the smaller of the Gram matrices A·Aᵀ and Aᵀ·A. The nonzero eigenvalues of both are the
   * squared singular values of A.
   *
   * @param values A, {@code [rows, units]} in row-major order
   * @return symmetric matrix {@code [n, n]} in row-major order, n = min(rows, units)
   */
  static double[] smallerGram(float[] values, int rows, int units) {
    requireLength(values, rows, units);
    int order = Math.min(rows, units);
    double[] gram = new double[Math.multiplyExact(order, order)];
    if (rows <= units) {
      addProductsOfRows(values, rows, units, gram);
    } else {
      addProductsOfUnits(values, rows, units, gram);
    }
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < i; j++) {
        gram[i * order + j] = gram[j * order + i];
      }
    }
    return gram;
  }

  private static void addProductsOfRows(float[] values, int rows, int units, double[] gram) {
    for (int i = 0; i < rows; i++) {
      for (int j = i; j < rows; j++) {
        double sum = 0;
        for (int k = 0; k < units; k++) {
          sum += (double) values[i * units + k] * values[j * units + k];
        }
        gram[i * rows + j] = sum;
      }
    }
  }

  // iterates row by row for sequential memory access
  private static void addProductsOfUnits(float[] values, int rows, int units, double[] gram) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < units; i++) {
        double value = values[row * units + i];
        for (int j = i; j < units; j++) {
          gram[i * units + j] += value * values[row * units + j];
        }
      }
    }
  }
}
