package dev.lethe.learner.projection;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * Projects a gradient g onto the nearest one that does not conflict with any of some reference
 * gradients, the rows of G. Solves the dual of this quadratic programme:
 *
 * <pre>
 *   min ½ vᵀQv + qᵀv   over v ≥ γ        Q = GGᵀ,  q = Gg
 *   g ← g + Gᵀv                           then G g ≥ 0: it is the gradient Qv + q of the dual
 * </pre>
 *
 * v has one element per reference gradient. The solver is projected coordinate descent, {@code vᵢ ←
 * max(γ, vᵢ − (Qv + q)ᵢ / Qᵢᵢ)}, which needs no ridge on Q for linearly dependent gradients.
 */
final class DualCone {
  /** Squared norm below which a gradient has no usable direction. */
  static final double MIN_SQUARED_NORM = 1e-12;

  private static final int MAX_SWEEPS = 1000;
  private static final double TOLERANCE = 1e-9;

  private DualCone() {}

  /**
   * Projects g in place if it conflicts with a reference gradient.
   *
   * @param rows reference gradients; those that are almost 0 or not finite are ignored
   * @param margin γ, at least 0
   * @return true if g was changed
   */
  static boolean project(List<NDArray> g, List<List<NDArray>> rows, double margin) {
    List<List<NDArray>> all =
        rows.stream()
            .filter(
                row -> {
                  double square = Tensors.dot(row, row);
                  return square > MIN_SQUARED_NORM && Double.isFinite(square);
                })
            .toList();
    double[] products = all.stream().mapToDouble(row -> Tensors.dot(row, g)).toArray();
    boolean finite = Arrays.stream(products).allMatch(Double::isFinite);
    if (!finite || Arrays.stream(products).allMatch(product -> product >= 0)) {
      return false;
    }
    double[] v = solve(squares(all), products, margin);
    for (int k = 0; k < v.length; k++) {
      for (int i = 0; i < g.size(); i++) {
        try (NDArray part = all.get(k).get(i).mul((float) v[k])) {
          g.get(i).addi(part);
        }
      }
    }
    return true;
  }

  private static double[][] squares(List<List<NDArray>> rows) {
    double[][] squares = new double[rows.size()][rows.size()];
    for (int i = 0; i < squares.length; i++) {
      for (int j = 0; j <= i; j++) {
        squares[i][j] = Tensors.dot(rows.get(i), rows.get(j));
        squares[j][i] = squares[i][j];
      }
    }
    return squares;
  }

  /**
   * Returns the optimal v.
   *
   * @param q2 Q, symmetric, positive semidefinite, with a positive diagonal
   * @param q1 q
   */
  static double[] solve(double[][] q2, double[] q1, double margin) {
    double[] v = new double[q1.length];
    Arrays.fill(v, margin);
    double tolerance = TOLERANCE * Arrays.stream(q1).map(Math::abs).max().orElse(0);
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      double change = 0;
      for (int i = 0; i < v.length; i++) {
        double gradient = q1[i];
        for (int j = 0; j < v.length; j++) {
          gradient += q2[i][j] * v[j];
        }
        double next = Math.max(margin, v[i] - gradient / q2[i][i]);
        change = Math.max(change, Math.abs(next - v[i]) * q2[i][i]);
        v[i] = next;
      }
      if (change <= tolerance) {
        break;
      }
    }
    return v;
  }
}
