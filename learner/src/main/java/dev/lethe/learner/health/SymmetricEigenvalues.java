package dev.lethe.learner.health;

import java.util.Arrays;

/**
 * Eigenvalues of a symmetric matrix by the cyclic Jacobi method (Jacobi, 1846; Golub and Van Loan,
 * "Matrix computations", section 8.5). Each sweep zeroes every off-diagonal element once with a
 * plane rotation. Sweeps repeat until all off-diagonal elements are negligible.
 *
 * <p>The method copies the matrix once. Its time grows with the cube of the order, and is about a
 * second at 512.
 */
public final class SymmetricEigenvalues {
  // the method converges quadratically, in 6 to 10 sweeps
  private static final int MAX_SWEEPS = 40;
  private static final double ROUNDING = 0x1p-52;

  // only the upper triangle is used
  private final double[] a;
  private final int order;
  // odd, because a power of two would map a column to few cache sets
  private final int stride;

  private SymmetricEigenvalues(double[] matrix, int order) {
    this.order = order;
    this.stride = order | 1;
    this.a = new double[Math.multiplyExact(order, stride)];
    for (int i = 0; i < order; i++) {
      System.arraycopy(matrix, i * order + i, a, i * stride + i, order - i);
    }
  }

  /**
   * Computes the eigenvalues.
   *
   * @param matrix symmetric matrix {@code [order, order]} in row-major order; only its upper
   *     triangle is read
   * @param order number of rows and of columns, at least 0
   * @return {@code order} eigenvalues in descending order; all NaN if the sum of the squared
   *     elements is not finite
   * @throws IllegalArgumentException if the matrix does not have {@code order²} elements
   */
  public static double[] of(double[] matrix, int order) {
    if (order < 0 || matrix.length != (long) order * order) {
      throw new IllegalArgumentException(
          "matrix: got " + matrix.length + " elements, expected " + order + " by " + order);
    }
    return new SymmetricEigenvalues(matrix, order).values();
  }

  private double[] values() {
    double squares = 0;
    for (int i = 0; i < order; i++) {
      for (int j = i; j < order; j++) {
        squares += (i == j ? 1 : 2) * a[i * stride + j] * a[i * stride + j];
      }
    }
    if (Double.isFinite(squares)) {
      // elements this small change an eigenvalue by no more than rounding, even all together
      double negligible = ROUNDING * Math.sqrt(squares) / Math.max(1, order);
      int sweeps = 0;
      while (sweep(negligible) && sweeps < MAX_SWEEPS) {
        sweeps++;
      }
    }
    double[] ascending = new double[order];
    for (int i = 0; i < order; i++) {
      ascending[i] = Double.isFinite(squares) ? a[i * stride + i] : Double.NaN;
    }
    Arrays.sort(ascending);
    double[] values = new double[order];
    for (int i = 0; i < order; i++) {
      values[i] = ascending[order - 1 - i];
    }
    return values;
  }

  /** Rotates every pair of axes once. Returns true if any rotation was needed. */
  private boolean sweep(double negligible) {
    boolean rotated = false;
    for (int p = 0; p < order - 1; p++) {
      for (int q = p + 1; q < order; q++) {
        if (Math.abs(a[p * stride + q]) > negligible) {
          rotate(p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  /** Zeroes element (p, q): A ← JᵀAJ, where J rotates the axes p and q. */
  private void rotate(int p, int q) {
    double off = a[p * stride + q];
    // the smaller of the two possible angles changes the other elements least
    double theta = (a[q * stride + q] - a[p * stride + p]) / (2 * off);
    double tangent = Math.copySign(1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1)), theta);
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    // elements of both axes in the upper triangle: above p, between p and q, right of q
    for (int k = 0; k < p; k++) {
      rotatePair(k * stride + p, k * stride + q, cosine, sine);
    }
    for (int k = p + 1; k < q; k++) {
      rotatePair(p * stride + k, k * stride + q, cosine, sine);
    }
    for (int k = q + 1; k < order; k++) {
      rotatePair(p * stride + k, q * stride + k, cosine, sine);
    }
    a[p * stride + p] -= tangent * off;
    a[q * stride + q] += tangent * off;
    a[p * stride + q] = 0;
  }

  private void rotatePair(int atP, int atQ, double cosine, double sine) {
    double p = a[atP];
    double q = a[atQ];
    a[atP] = cosine * p - sine * q;
    a[atQ] = sine * p + cosine * q;
  }
}
