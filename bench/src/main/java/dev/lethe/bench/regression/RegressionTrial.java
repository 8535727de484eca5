package dev.lethe.bench.regression;

import dev.lethe.bench.run.Metric;
import dev.lethe.bench.run.Result;
import dev.lethe.bench.run.Trial;
import dev.lethe.learner.Regressor;
import dev.lethe.learner.method.MethodExpression;
import dev.lethe.learner.model.ModelSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A method on {@link SlowRegression}: each example is predicted and then trained, one per step, by
 * the learner's own {@link Regressor}. The error is (z − y)², without the factor ½, as in the
 * reference implementation.
 *
 * @param method the method
 * @param model the network
 * @param steps number of steps, a multiple of {@code bin}
 * @param bin number of steps over which the error is averaged
 * @param progress is notified of each bin
 */
public record RegressionTrial(
    MethodExpression method, ModelSpec model, int steps, int bin, Progress progress)
    implements Trial {
  public static final String DEFAULT_MODEL = "mlp(hidden=5,init=kaiming)";
  public static final int DEFAULT_STEPS = 1_000_000;
  public static final int DEFAULT_BIN = 20_000;

  private static final int LAST_BINS = 10;

  /** Listener for the progress of a run. */
  public interface Progress {
    Progress NONE = (seed, bins) -> {};

    /**
     * Is called after each bin.
     *
     * @param bins mean errors of all bins so far
     */
    void binned(long seed, List<Double> bins);
  }

  public RegressionTrial {
    if (bin < 1 || steps < bin || steps % bin != 0) {
      throw new IllegalArgumentException(
          "steps: got %d, expected a multiple of the bin size %d".formatted(steps, bin));
    }
    method = method.complete();
  }

  @Override
  public Result run(long seed) {
    long start = System.nanoTime();
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
    return new Result(metrics(bins), bins, (System.nanoTime() - start) / 1e9);
  }

  static Map<Metric, Double> metrics(List<Double> bins) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    metrics.put(Metric.FIRST_ERROR, bins.get(0));
    metrics.put(
        Metric.LAST_ERROR,
        bins.stream()
            .skip(Math.max(0, bins.size() - LAST_BINS))
            .mapToDouble(Double::doubleValue)
            .average()
            .orElseThrow());
    return metrics;
  }
}
