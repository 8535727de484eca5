package dev.lethe.learner.health;

import java.util.Arrays;

/**
 * Eigenvalues of a symmetric matrix by the cyclic Jacobi method (Jacobi, 1846; Golub and Van Loan,
 * "Matrix computations", section 8.5): plane rotations in turn make each element beside the
 * diagonal zero, until none is left that counts.
 *
 * <p>Memory: one copy of the matrix. Time grows with the cube of the order; meant for 512 at most,
 * which takes about a second.
 */
public final class SymmetricEigenvalues {
  // it converges quadratically: 6 to 10 sweeps are what it takes
  private static final int MOST_SWEEPS = 40;
  private static final double ROUNDING = 0x1p-52;

  // the upper triangle is what counts
  private final double[] a;
  private final int order;
  // odd: the lines of a column would share one corner of the cache if it were a power of two
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
   * The eigenvalues, largest first; all NaN where an element is NaN or infinite, or so large that
   * the sum of their squares is.
   *
   * @param matrix symmetric, row by row, not changed; only its upper triangle is read
   * @param order its rows, and its columns
   */
  public static double[] of(double[] matrix, int order) {
    if (order < 0 || matrix.length != (long) order * order) {
      throw new IllegalArgumentException(
          "matrix: got " + matrix.length + " numbers, expected " + order + " by " + order);
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
      // so small that all of them together do not move an eigenvalue by more than rounding does
      double negligible = ROUNDING * Math.sqrt(squares) / Math.max(1, order);
      int sweeps = 0;
      while (sweep(negligible) && sweeps < MOST_SWEEPS) {
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

  /** Rotates every pair of axes once; whether there was anything to rotate. */
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

  /** Makes the element (p, q) zero: A ← JᵀAJ with J the rotation of the axes p and q. */
  private void rotate(int p, int q) {
    double off = a[p * stride + q];
    // of the two angles that do it the smaller one, which leaves the other elements calmest
    double theta = (a[q * stride + q] - a[p * stride + p]) / (2 * off);
    double tangent = Math.copySign(1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1)), theta);
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    // the elements of both axes lie above, between and beside the two places on the diagonal
    for (int k = 0; k < p; k++) {
      turn(k * stride + p, k * stride + q, cosine, sine);
    }
    for (int k = p + 1; k < q; k++) {
      turn(p * stride + k, k * stride + q, cosine, sine);
    }
    for (int k = q + 1; k < order; k++) {
      turn(p * stride + k, q * stride + k, cosine, sine);
    }
    a[p * stride + p] -= tangent * off;
    a[q * stride + q] += tangent * off;
    a[p * stride + q] = 0;
  }

  private void turn(int atP, int atQ, double cosine, double sine) {
    double p = a[atP];
    double q = a[atQ];
    a[atP] = cosine * p - sine * q;
    a[atQ] = sine * p + cosine * q;
  }
}
