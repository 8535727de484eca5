package dev.lethe.learner.plasticity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.lethe.learner.engine.Tensors;
import dev.lethe.learner.model.HiddenLayer;
import dev.lethe.learner.model.Model;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/** The units of one layer under continual backpropagation. */
final class LayerUtility implements Stateful {
  /**
   * See {@link ContinualBackprop}.
   *
   * @param rate ρ, of the mature units per step
   * @param maturity steps for which a unit is left alone
   * @param decay d
   * @param transfer whether the next bias takes over what a unit gave on average
   */
  record Settings(double rate, int maturity, double decay, boolean transfer) {}

  private final int index;
  private final HiddenLayer layer;
  private final Model model;
  private final Units units;
  private final Settings settings;
  private long[] ages;
  private double[] means;
  private double[] utilities;
  private double due;

  LayerUtility(int index, Model model, Units units, Settings settings) {
    this.index = index;
    this.layer = model.hiddenLayers().get(index);
    this.model = model;
    this.units = units;
    this.settings = settings;
    this.ages = new long[layer.units()];
    this.means = new double[layer.units()];
    this.utilities = new double[layer.units()];
  }

  /**
   * Takes note of a step and lets units begin anew that are due.
   *
   * @return how many
   */
  int updated(Step step) {
    track(step);
    int eligible = 0;
    for (long age : ages) {
      eligible += age > settings.maturity() ? 1 : 0;
    }
    due += settings.rate() * eligible;
    int count = (int) Math.min(eligible, Math.floor(due));
    due -= Math.floor(due);
    for (int i = 0; i < count; i++) {
      replace(leastUsed());
    }
    return count;
  }

  private void track(Step step) {
    double d = settings.decay();
    double[] now = Activity.means(step, index, layer);
    double[] corrected = new double[now.length];
    for (int j = 0; j < now.length; j++) {
      ages[j]++;
      means[j] = finite(d * means[j] + (1 - d) * now[j]);
      corrected[j] = means[j] / correction(j);
    }
    double[] away = Activity.mean(step, index, layer, corrected);
    float[] in = meanMagnitudes(layer.weights(), 1);
    float[] out = meanMagnitudes(layer.next(), 0);
    for (int j = 0; j < now.length; j++) {
      double use = outgoing(out, j) * away[j] / Math.max(in[j], 1e-12);
      utilities[j] = finite(d * utilities[j] + (1 - d) * use);
    }
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private double correction(int unit) {
    return settings.decay() == 0 ? 1 : 1 - Math.pow(settings.decay(), ages[unit]);
  }

  private float[] meanMagnitudes(int parameter, int over) {
    NDArray weights = model.parameters().get(parameter);
    try (NDArray magnitudes = weights.abs();
        NDArray mean = magnitudes.mean(new int[] {over})) {
      return mean.toFloatArray();
    }
  }

  private double outgoing(float[] columns, int unit) {
    double sum = 0;
    for (int copy = 0; copy < layer.copies(); copy++) {
      for (int k = 0; k < layer.span(); k++) {
        sum += columns[layer.column(unit, copy) + k];
      }
    }
    return sum / (layer.copies() * layer.span());
  }

  private int leastUsed() {
    int least = -1;
    for (int j = 0; j < ages.length; j++) {
      if (ages[j] > settings.maturity() && (least < 0 || rank(j) < rank(least))) {
        least = j;
      }
    }
    return least;
  }

  private double rank(int unit) {
    return utilities[unit] / correction(unit);
  }

  private void replace(int unit) {
    // before the unit forgets what it gave; of concatenated copies the mean says nothing
    if (settings.transfer() && layer.nextBias() >= 0 && layer.copies() == 1 && layer.span() == 1) {
      float mean = (float) (means[unit] / correction(unit));
      NDArray next = model.parameters().get(layer.next());
      try (NDManager scope = next.getManager().newSubManager()) {
        NDArray column = Tensors.alias(next, scope).get(new NDIndex(":, {}", unit));
        model.parameters().get(layer.nextBias()).addi(column.mul(mean));
      }
    }
    units.reset(layer, unit);
    ages[unit] = 0;
    means[unit] = 0;
    utilities[unit] = 0;
  }

  @Override
  public void save(StateWriter out) {
    out.put(due).put(ages, ages.length).put(means, means.length).put(utilities, utilities.length);
  }

  @Override
  public void restore(StateReader in) {
    due = in.getDouble();
    ages = in.getLongs();
    means = in.getDoubles();
    utilities = in.getDoubles();
  }
}
