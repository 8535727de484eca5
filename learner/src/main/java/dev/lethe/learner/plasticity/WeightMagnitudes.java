package dev.lethe.learner.plasticity;

import ai.djl.ndarray.NDArray;
import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.network.Model;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean |w| of the weights {@code [out, in, …]} into and out of some hidden layers. The outgoing
 * weights of one layer are the incoming weights of the next, so each parameter is read only once.
 */
final class WeightMagnitudes {
  /** Size up to which reading the elements is faster than calling the engine, as measured. */
  private static final int MAX_SIZE_TO_READ = 1 << 13;

  private final Model model;
  private final BitSet into = new BitSet();
  private final BitSet outOf = new BitSet();
  private final double[][] rows;
  private final double[][] columns;

  WeightMagnitudes(Model model, List<HiddenLayer> layers) {
    this.model = model;
    for (HiddenLayer layer : layers) {
      into.set(layer.weights());
      outOf.set(layer.next());
    }
    this.rows = new double[model.parameters().size()][];
    this.columns = new double[model.parameters().size()][];
  }

  /** Measures the current weights. */
  void measure() {
    for (int parameter = 0; parameter < rows.length; parameter++) {
      if (into.get(parameter) || outOf.get(parameter)) {
        NDArray weights = model.parameters().get(parameter);
        if (weights.size() <= MAX_SIZE_TO_READ) {
          read(parameter, weights);
        } else {
          compute(parameter, weights);
        }
      }
    }
  }

  private void read(int parameter, NDArray weights) {
    float[] values = weights.toFloatArray();
    int outs = (int) weights.getShape().get(0);
    int ins = (int) weights.getShape().get(1);
    int span = values.length / outs / ins;
    double[] byRow = new double[outs];
    double[] byColumn = new double[ins];
    for (int row = 0; row < outs; row++) {
      double ofRow = 0;
      for (int column = 0; column < ins; column++) {
        double sum = 0;
        int first = (row * ins + column) * span;
        for (int i = first; i < first + span; i++) {
          sum += Math.abs(values[i]);
        }
        ofRow += sum;
        byColumn[column] += sum;
      }
      byRow[row] = ofRow / (ins * span);
    }
    for (int column = 0; column < ins; column++) {
      byColumn[column] /= outs * span;
    }
    rows[parameter] = byRow;
    columns[parameter] = byColumn;
  }

  private void compute(int parameter, NDArray weights) {
    try (NDArray magnitudes = weights.abs()) {
      if (into.get(parameter)) {
        rows[parameter] = meanExcept(0, magnitudes);
      }
      if (outOf.get(parameter)) {
        columns[parameter] = meanExcept(1, magnitudes);
      }
    }
  }

  /** Returns the mean over all axes except one. */
  private static double[] meanExcept(int axis, NDArray magnitudes) {
    int[] others =
        IntStream.range(0, magnitudes.getShape().dimension()).filter(i -> i != axis).toArray();
    // a sum, because DJL computes a mean over one axis only
    try (NDArray sum = magnitudes.sum(others)) {
      float[] values = sum.toFloatArray();
      double count = (double) magnitudes.size() / values.length;
      double[] means = new double[values.length];
      Arrays.setAll(means, i -> values[i] / count);
      return means;
    }
  }

  /** Returns the mean |w| of the weights into a unit. */
  double into(HiddenLayer layer, int unit) {
    return rows[layer.weights()][unit];
  }

  /** Returns the mean |w| of the weights out of a copy of a unit. */
  double outOf(HiddenLayer layer, int unit, int copy) {
    double[] all = columns[layer.next()];
    double sum = 0;
    for (int k = 0; k < layer.span(); k++) {
      sum += all[layer.column(unit, copy) + k];
    }
    return sum / layer.span();
  }
}
