package dev.lethe.learner.health;

/** A matrix of activations in one array, row by row. */
final class Activations {
  private Activations() {}

  /** How many numbers the matrix has, all of which the array holds. */
  static int length(float[] values, int rows, int units) {
    atLeastOne("rows", rows);
    atLeastOne("units", units);
    int length = Math.multiplyExact(rows, units);
    if (values.length < length) {
      throw new IllegalArgumentException(
          "values: got " + values.length + ", expected at least " + length);
    }
    return length;
  }

  static void atLeastOne(String key, int seen) {
    if (seen < 1) {
      throw new IllegalArgumentException(key + ": got '" + seen + "', expected at least 1");
    }
  }

  /**
   * A·Aᵀ or Aᵀ·A, whichever is smaller: the squares of A's singular values are the eigenvalues of
   * both, but for zeros.
   *
   * @return symmetric, row by row, of order min(rows, units)
   */
  static double[] smallerGram(float[] values, int rows, int units) {
    length(values, rows, units);
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

  // row by row, which reads memory in order
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
