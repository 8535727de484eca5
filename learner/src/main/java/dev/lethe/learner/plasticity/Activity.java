package dev.lethe.learner.plasticity;

import dev.lethe.learner.model.HiddenLayer;
import dev.lethe.learner.part.Step;

/** What hidden units gave in a step, on the Java side. Copies of a unit count together. */
final class Activity {
  private Activity() {}

  /** Mean over rows (and places, and copies) of |h_j|, one number per unit. */
  static double[] meanMagnitudes(Step step, int index, HiddenLayer layer) {
    return mean(step, index, layer, new double[layer.units()]);
  }

  /** The same of |h_j − c_j|, where c is one number per unit. */
  static double[] mean(Step step, int index, HiddenLayer layer, double[] centre) {
    double[] sums = new double[layer.units()];
    each(
        step,
        index,
        layer,
        (unit, value, weight) -> sums[unit] += weight * Math.abs(value - centre[unit]));
    return sums;
  }

  /** Mean over rows of copy 0 of h_j, sign and all. */
  static double[] means(Step step, int index, HiddenLayer layer) {
    double[] sums = new double[layer.units()];
    each(step, index, layer, (unit, value, weight) -> sums[unit] += weight * value);
    return sums;
  }

  private interface Value {
    void take(int unit, double value, double weight);
  }

  private static void each(Step step, int index, HiddenLayer layer, Value value) {
    float[] values = step.forward().hidden().get(index).toFloatArray();
    int rows = step.batch().rows();
    int outputs = layer.units() * layer.copies();
    int places = values.length / rows / outputs;
    double weight = 1.0 / ((double) rows * places * layer.copies());
    for (int i = 0; i < values.length; i++) {
      value.take(i / places % outputs % layer.units(), values[i], weight);
    }
  }
}
