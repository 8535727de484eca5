package dev.lethe.learner.window;

import dev.lethe.learner.drift.Detectors;
import dev.lethe.learner.expression.Part;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.Step;
import dev.lethe.learner.stream.Features;
import java.util.Set;

/** Value of an example that a drift detector monitors before the step on it, in [0, 1]. */
public enum MonitoredValue {
  /** 1 if the model's prediction is wrong, otherwise 0. */
  ERROR {
    @Override
    double of(Step step, int row) {
      return step.logits().predicted(row) == step.batch().label(row) ? 0 : 1;
    }
  },
  /** 1 − p, where p is the predicted probability of the example's class. */
  LOSS {
    @Override
    double of(Step step, int row) {
      Logits logits = step.logits();
      return Math.max(0, 1 - logits.probability(row, step.batch().label(row)));
    }
  },
  /** Mean x̄ of the features, mapped to ½ + ½ x̄ / (1 + |x̄|). Needs no label. */
  FEATURES {
    @Override
    double of(Step step, int row) {
      int width = step.batch().width();
      return ofRow(step.batch().values(), row * width, width);
    }

    @Override
    Part drifts(Part detector) {
      return detector;
    }

    @Override
    boolean isTwoSided() {
      return true;
    }
  };

  private static final Set<String> TWO_SIDED = Set.of("kswin");

  abstract double of(Step step, int row);

  /** Returns the detector to use: errors and losses that fall are learning, not drift. */
  Part drifts(Part detector) {
    return TWO_SIDED.contains(detector.name())
        ? Detectors.parse(detector.name() + "(side=increase)")
        : detector;
  }

  /** Returns true if a fall of the value is drift too. */
  boolean isTwoSided() {
    return false;
  }

  static double ofFeatures(Features features) {
    float[] row = new float[features.size()];
    features.copyTo(row, 0);
    return ofRow(row, 0, row.length);
  }

  static double ofRow(float[] values, int from, int width) {
    double sum = 0;
    for (int i = from; i < from + width; i++) {
      sum += values[i];
    }
    double mean = sum / width;
    double mapped = 0.5 + 0.5 * mean / (1 + Math.abs(mean));
    return Double.isNaN(mapped) ? 1 : mapped;
  }
}
