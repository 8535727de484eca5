package dev.lethe.learner.plasticity;

import dev.lethe.learner.health.UnitOutputs;
import dev.lethe.learner.network.HiddenLayer;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;

/** Utilities and ages of the units of one layer, for {@link ContinualBackprop}. */
final class LayerUtility implements Stateful {
  /**
   * Settings of {@link ContinualBackprop}.
   *
   * @param rate ρ, share of the mature units to reset per step
   * @param maturity steps after a reset during which a unit is not reset again
   * @param decay d, decay of the moving averages
   * @param transfer true to add a unit's average contribution to the next bias
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
   * @param index index of the layer among the model's hidden layers
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

  /** Updates averages, utilities and ages after a step. */
  void observe(Step step, WeightMagnitudes weights) {
    UnitOutputs outputs = step.outputs(index);
    double[] current = outputs.means();
    for (int output = 0; output < current.length; output++) {
      means.add(output, current[output]);
    }
    double[] deviations = outputs.meanDistances(means.all());
    for (int unit = 0; unit < ages.length; unit++) {
      ages[unit]++;
      double contribution = 0;
      for (int copy = 0; copy < layer.copies(); copy++) {
        contribution += weights.outOf(layer, unit, copy) * deviations[copy * layer.units() + unit];
      }
      utilities.add(unit, contribution / Math.max(weights.into(layer, unit), 1e-12));
    }
  }

  /**
   * Resets the units that are due in this step.
   *
   * @return number of units reset
   */
  int resetDue() {
    int eligible = 0;
    for (int unit = 0; unit < ages.length; unit++) {
      eligible += isEligible(unit) ? 1 : 0;
    }
    due += settings.rate() * eligible;
    int count = (int) due;
    due -= count;
    for (int i = 0; i < count; i++) {
      reset(leastUseful());
    }
    return count;
  }

  /** Returns true if a unit is mature and its utility is known, from at least one finite value. */
  private boolean isEligible(int unit) {
    return ages[unit] > settings.maturity() && utilities.hasValue(unit);
  }

  private int leastUseful() {
    int least = -1;
    for (int unit = 0; unit < ages.length; unit++) {
      if (isEligible(unit) && (least < 0 || utilities.mean(unit) < utilities.mean(least))) {
        least = unit;
      }
    }
    return least;
  }

  private void reset(int unit) {
    if (settings.transfer()) {
      units.transferToNextBias(layer, unit, means.all());
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
    ages = in.getLongs(ages.length);
    means.restore(in);
    utilities.restore(in);
  }
}
