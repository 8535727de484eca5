package dev.lethe.bench;

import dev.lethe.learner.Regressor;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A method over {@link SlowRegression}: every example is answered and then learnt, one per step, by
 * the learner's own {@link Regressor}. The error is (z − y)², without a half, as the reference
 * implementation has it.
 *
 * @param steps of the run, whole bins of them
 * @param bin steps over which the error is averaged
 */
record RegressionTrial(
    MethodExpression method, ModelSpec model, int steps, int bin, Progress progress)
    implements Trial {
  private static final int LAST = 10;

  /** Hears of each bin. */
  interface Progress {
    Progress NONE = (seed, bins) -> {};

    /**
     * A bin is full.
     *
     * @param bins all so far
     */
    void binned(long seed, List<Double> bins);
  }

  RegressionTrial {
    if (bin < 1 || steps < bin || steps % bin != 0) {
      throw new IllegalArgumentException(
          "steps: got %d, expected a multiple of the %d of a bin".formatted(steps, bin));
    }
  }

  @Override
  public Result run(long seed) {
    long begin = System.nanoTime();
    var stream = new SlowRegression(seed);
    float[] features = new float[SlowRegression.INPUTS];
    float[] target = new float[1];
    List<Double> bins = new ArrayList<>();
    try (var regressor = new Regressor(method, model, features.length, 1, seed)) {
      double sum = 0;
      for (int step = 1; step <= steps; step++) {
        target[0] = stream.next(features);
        sum += regressor.learn(features, target);
        if (step % bin == 0) {
          bins.add(sum / bin);
          sum = 0;
          progress.binned(seed, bins);
        }
      }
    }
    return new Result(metrics(bins), bins, (System.nanoTime() - begin) / 1e9);
  }

  static Map<Metric, Double> metrics(List<Double> bins) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    metrics.put(Metric.FIRST_ERROR, bins.get(0));
    metrics.put(
        Metric.LAST_ERROR,
        bins.stream()
            .skip(Math.max(0, bins.size() - LAST))
            .mapToDouble(Double::doubleValue)
            .average()
            .orElseThrow());
    return metrics;
  }
}
