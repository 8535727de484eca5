package dev.lethe.learner;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What the learning steps since the last report amount to. */
final class HealthFigures {
  private final Mean loss = new Mean();
  private final Mean replayLoss = new Mean();
  private OptionalDouble gradientNorm = OptionalDouble.empty();

  void learnt(LearningStep.Outcome outcome) {
    loss.add(outcome.loss());
    outcome.replayLoss().ifPresent(replayLoss::add);
    if (outcome.gradientNorm().isPresent()) {
      gradientNorm = outcome.gradientNorm();
    }
  }

  /** The figures by name, after which a new period begins. */
  Map<String, Double> take() {
    Map<String, Double> figures = new TreeMap<>();
    loss.take().ifPresent(value -> figures.put("loss", value));
    replayLoss.take().ifPresent(value -> figures.put("replay.loss", value));
    gradientNorm.ifPresent(value -> figures.put("gradient.norm", value));
    return figures;
  }

  /** Mean of a period, or of the one before where a period has had nothing yet. */
  private static final class Mean {
    private double sum;
    private long count;
    private OptionalDouble last = OptionalDouble.empty();

    void add(double value) {
      sum += value;
      count++;
    }

    OptionalDouble take() {
      if (count > 0) {
        last = OptionalDouble.of(sum / count);
        sum = 0;
        count = 0;
      }
      return last;
    }
  }
}
