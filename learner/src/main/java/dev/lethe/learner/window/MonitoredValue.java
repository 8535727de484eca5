package dev.lethe.learner.window;

import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.Step;

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
      RowBatch batch = step.batch();
      double sum = 0;
      for (int i = 0; i < batch.width(); i++) {
        sum += batch.values()[row * batch.width() + i];
      }
      double mean = sum / batch.width();
      double mapped = 0.5 + 0.5 * mean / (1 + Math.abs(mean));
      return Double.isNaN(mapped) ? 1 : mapped;
    }
  };

  abstract double of(Step step, int row);
}
