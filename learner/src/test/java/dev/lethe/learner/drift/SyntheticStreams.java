package dev.lethe.learner.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Deterministic streams that change at known positions and are easy to port to other languages. */
final class SyntheticStreams {
  private SyntheticStreams() {}

  /**
   * Returns values in [0, 1) of a linear congruential generator: {@code s ← (1103515245 s + 12345)
   * mod 2³¹, u = s / 2³¹}, seed s = 42.
   */
  static double[] uniform(int length) {
    double[] values = new double[length];
    long s = 42;
    for (int t = 0; t < length; t++) {
      s = (1_103_515_245L * s + 12_345) & 0x7fff_ffff;
      values[t] = s / 2147483648.0;
    }
    return values;
  }

  /** Returns 0/1 errors, with the given error probability at each position. */
  static double[] errors(int length, IntToDoubleFunction probability) {
    double[] u = uniform(length);
    return IntStream.range(0, length)
        .mapToDouble(t -> u[t] < probability.applyAsDouble(t) ? 1 : 0)
        .toArray();
  }

  /** Returns a stream by its name in {@link GoldenVectorTest}. */
  static double[] named(String name) {
    return switch (name) {
      case "S0" -> errors(6000, t -> 0.2);
      case "S1" -> errors(6000, t -> t >= 2000 && t < 4000 ? 0.4 : 0.1);
      case "S2" -> errors(6000, t -> 0.1 + 0.4 * Math.min(1000, Math.max(0, t - 2000)) / 1000.0);
      case "LOSS" -> {
        double[] u = uniform(3000);
        yield IntStream.range(0, u.length)
            .mapToDouble(t -> (t < 1000 ? 0 : t < 2000 ? 0.25 : 0.05) + u[t] / 2)
            .toArray();
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  static UniformRandomProvider random() {
    return RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {1, 2});
  }

  static DriftDetector detector(String expression) {
    return Detectors.create(Detectors.parse(expression), random());
  }

  /** Runs a detector over a stream and returns the positions at which it returns a signal. */
  static List<Integer> positions(DriftDetector detector, double[] values, DriftSignal signal) {
    List<Integer> positions = new ArrayList<>();
    for (int t = 0; t < values.length; t++) {
      if (detector.add(values[t]) == signal) {
        positions.add(t);
      }
    }
    return positions;
  }
}
