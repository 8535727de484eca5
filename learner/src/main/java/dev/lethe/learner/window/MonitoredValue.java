package dev.lethe.learner.window;

import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.Step;
import java.util.List;

/** Values of an example that drift detectors monitor before the step on it, each in [0, 1]. */
public enum MonitoredValue {
  /** 1 if the model's prediction is wrong, otherwise 0. */
  ERROR {
    @Override
    List<Double> of(Step step, int row, FeatureShift shift) {
      return List.of(step.logits().predicted(row) == step.batch().label(row) ? 0.0 : 1.0);
    }
  },
  /** 1 − p, where p is the predicted probability of the example's class; 1 if p is NaN. */
  LOSS {
    @Override
    List<Double> of(Step step, int row, FeatureShift shift) {
      Logits logits = step.logits();
      double loss = 1 - logits.probability(row, step.batch().label(row));
      return List.of(Double.isNaN(loss) ? 1 : Math.max(0, loss));
    }
  },
  /** The values of {@link FeatureShift}. They need no label. */
  FEATURES {
    @Override
    List<Double> of(Step step, int row, FeatureShift shift) {
      int width = step.batch().width();
      return shift.add(step.batch().values(), row * width, width);
    }
  };

  /**
   * Returns the values of a fresh row.
   *
   * @param shift compares the row's features with those of the rows before
   */
  abstract List<Double> of(Step step, int row, FeatureShift shift);
}
