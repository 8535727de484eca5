package dev.lethe.learner.plasticity;

import dev.lethe.learner.health.UnitOutputs;
import dev.lethe.learner.network.HiddenLayer;
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
  private final Units units;
  private final Settings settings;
  private final MovingAverages means;
  private final MovingAverages utilities;
  private long[] ages;
  private double due;

  /**
   * @param index of the layer among the model's hidden layers
   */
  LayerUtility(int index, HiddenLayer layer, Units units, Settings settings) {
    this.index = index;
    this.layer = layer;
    this.units = units;
    this.settings = settings;
    this.means = new MovingAverages(layer.units() * layer.copies(), settings.decay());
    this.utilities = new MovingAverages(layer.units(), settings.decay());
    this.ages = new long[layer.units()];
  }

  /** Takes note of a step. */
  void observe(Step step, WeightMagnitudes weights) {
    UnitOutputs outputs = step.outputs(index);
    double[] now = outputs.means();
    for (int output = 0; output < now.length; output++) {
      means.add(output, now[output]);
    }
    double[] away = outputs.meanDistances(means.all());
    for (int unit = 0; unit < ages.length; unit++) {
      ages[unit]++;
      double contribution = 0;
      for (int copy = 0; copy < layer.copies(); copy++) {
        contribution += weights.outOf(layer, unit, copy) * away[copy * layer.units() + unit];
      }
      utilities.add(unit, contribution / Math.max(weights.into(layer, unit), 1e-12));
    }
  }

  /**
   * Lets units begin anew that are due.
   *
   * @return how many
   */
  int replaceDue() {
    int eligible = 0;
    for (int unit = 0; unit < ages.length; unit++) {
      eligible += isEligible(unit) ? 1 : 0;
    }
    due += settings.rate() * eligible;
    int count = (int) due;
    due -= count;
    for (int i = 0; i < count; i++) {
      replace(leastUsed());
    }
    return count;
  }

  /** Mature, and of a use that is known: it is not where all numbers so far were infinite. */
  private boolean isEligible(int unit) {
    return ages[unit] > settings.maturity() && utilities.knows(unit);
  }

  private int leastUsed() {
    int least = -1;
    for (int unit = 0; unit < ages.length; unit++) {
      if (isEligible(unit) && (least < 0 || utilities.of(unit) < utilities.of(least))) {
        least = unit;
      }
    }
    return least;
  }

  private void replace(int unit) {
    if (settings.transfer()) {
      units.handOver(layer, unit, means.all());
    }
    units.reset(layer, unit);
    for (int copy = 0; copy < layer.copies(); copy++) {
      means.reset(copy * layer.units() + unit);
    }
    utilities.reset(unit);
    ages[unit] = 0;
  }

  @Override
  public void save(StateWriter out) {
    out.put(due).put(ages, ages.length);
    means.save(out);
    utilities.save(out);
  }

  @Override
  public void restore(StateReader in) {
    due = in.getDouble();
    ages = in.getLongs();
    means.restore(in);
    utilities.restore(in);
  }
}
