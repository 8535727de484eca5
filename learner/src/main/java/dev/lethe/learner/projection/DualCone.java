package dev.lethe.learner.projection;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.engine.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * The direction nearest to g that does no harm to any of some gradients, the rows of G, by the dual
 * of that quadratic programme:
 *
 * <pre>
 *   min ½ vᵀQv + qᵀv   over v ≥ γ        Q = GGᵀ,  q = Gg
 *   g ← g + Gᵀv                           then G g ≥ 0: it is the slope Qv + q
 * </pre>
 *
 * One element of v for every gradient, so there are few. Solved by projected coordinate descent,
 * {@code vᵢ ← max(γ, vᵢ − (Qv + q)ᵢ / Qᵢᵢ)}, which needs no ridge on Q where gradients depend on
 * each other.
 */
final class DualCone {
  // below this a gradient has no direction
  static final double LEAST = 1e-12;

  private static final int MOST_SWEEPS = 1000;
  private static final double TOLERANCE = 1e-9;

  private DualCone() {}

  /**
   * Projects g, in place, if it would do harm.
   *
   * @param rows gradients not to be harmed; those without a direction or with numbers that are not
   *     finite are passed over
   * @param margin γ, at least 0
   * @return whether it had to be
   */
  static boolean project(List<NDArray> g, List<List<NDArray>> rows, double margin) {
    List<List<NDArray>> all =
        rows.stream()
            .filter(
                row -> {
                  double square = Tensors.dot(row, row);
                  return square > LEAST && Double.isFinite(square);
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
   * The v that is best.
   *
   * @param q2 Q, symmetric, positive semidefinite, with a positive diagonal
   * @param q1 q
   */
  static double[] solve(double[][] q2, double[] q1, double margin) {
    double[] v = new double[q1.length];
    Arrays.fill(v, margin);
    double enough = TOLERANCE * Arrays.stream(q1).map(Math::abs).max().orElse(0);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double change = 0;
      for (int i = 0; i < v.length; i++) {
        double slope = q1[i];
        for (int j = 0; j < v.length; j++) {
          slope += q2[i][j] * v[j];
        }
        double next = Math.max(margin, v[i] - slope / q2[i][i]);
        change = Math.max(change, Math.abs(next - v[i]) * q2[i][i]);
        v[i] = next;
      }
      if (change <= enough) {
        break;
      }
    }
    return v;
  }
}
