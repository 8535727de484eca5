package dev.lethe.learner.model.table;

import dev.lethe.learner.export.NamedArray;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import java.util.Arrays;
import java.util.List;

/**
 * Online mean and variance of some columns (Welford, 1962), over about the last {@code horizon}
 * rows:
 *
 * <pre>
 *   w = 1 / min(n, horizon)         n = 1, 2, … rows
 *   δ = x − μ;   μ ← μ + w δ;   σ² ← (1 − w) (σ² + w δ²)
 * </pre>
 *
 * Up to the horizon, these are the mean and the (biased) variance of all rows.
 */
final class RunningMoments implements Stateful {
  private final int horizon;
  private final double[] means;
  private final double[] variances;
  private long rows;

  RunningMoments(int columns, int horizon) {
    this.horizon = horizon;
    this.means = new double[columns];
    this.variances = new double[columns];
  }

  /** Starts a row; call {@link #add} for each of its columns. */
  void nextRow() {
    rows++;
  }

  void add(int column, double value) {
    double weight = 1.0 / Math.min(rows, horizon);
    double difference = value - means[column];
    means[column] += weight * difference;
    variances[column] = (1 - weight) * (variances[column] + weight * difference * difference);
  }

  /** Returns (x − μ) / σ, or 0 for a column without variance so far. */
  double standardised(int column, double value) {
    double deviation = Math.sqrt(variances[column]);
    return deviation == 0 ? 0 : (value - means[column]) / deviation;
  }

  /** Returns μ and σ, {@code [columns]}. */
  List<NamedArray> buffers() {
    double[] deviations = Arrays.stream(variances).map(Math::sqrt).toArray();
    return List.of(NamedArray.of("mean", means.clone()), NamedArray.of("deviation", deviations));
  }

  @Override
  public void save(StateWriter out) {
    out.put(rows).put(means, means.length).put(variances, variances.length);
  }

  @Override
  public void restore(StateReader in) {
    rows = in.getLong();
    System.arraycopy(in.getDoubles(means.length), 0, means, 0, means.length);
    System.arraycopy(in.getDoubles(variances.length), 0, variances, 0, variances.length);
  }
}
