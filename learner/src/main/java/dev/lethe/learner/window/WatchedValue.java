package dev.lethe.learner.window;

import dev.lethe.learner.engine.RowBatch;
import dev.lethe.learner.network.Logits;
import dev.lethe.learner.part.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a detector watches of an example that is about to be learnt, as a number of [0, 1]. */
public enum WatchedValue {
  /** 1 if the model would have been wrong, else 0. */
  ERROR {
    @Override
    double of(Step step, int row) {
      return step.logits().predicted(row) == step.batch().label(row) ? 0 : 1;
    }
  },
  /** 1 − p of the example's class: large where the model is surprised. */
  LOSS {
    @Override
    double of(Step step, int row) {
      Logits answers = step.logits();
      return Math.max(0, 1 - answers.probability(row, step.batch().label(row)));
    }
  },
  /** The mean x̄ of the features, squeezed to ½ + ½ x̄ / (1 + |x̄|): asks for no label. */
  FEATURES {
    @Override
    double of(Step step, int row) {
      RowBatch batch = step.batch();
      double sum = 0;
      for (int i = 0; i < batch.width(); i++) {
        sum += batch.values()[row * batch.width() + i];
      }
      double mean = sum / batch.width();
      double squeezed = 0.5 + 0.5 * mean / (1 + Math.abs(mean));
      return Double.isNaN(squeezed) ? 1 : squeezed;
    }
  };

  abstract double of(Step step, int row);

  /** As it is written in expressions. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static WatchedValue parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(WatchedValue::word).toList();
  }
}
