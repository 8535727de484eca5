package dev.lethe.learner.drift;

import dev.lethe.learner.expression.PartKind;
import dev.lethe.learner.state.Stateful;

/** Detects changes in a stream of values in [0, 1]. */
public interface DriftDetector extends Stateful {
  /** Kind of all detector definitions. */
  PartKind KIND = PartKind.of("detector");

  /**
   * Adds the next value of the stream.
   *
   * @param value value in [0, 1], larger is worse: a 0/1 error, or a loss clipped and scaled
   * @return the signal after this value
   * @throws IllegalArgumentException if the value is NaN or outside [0, 1]; the detector's state is
   *     then unchanged
   */
  DriftSignal add(double value);

  /**
   * Returns the value if it is in [0, 1].
   *
   * @throws IllegalArgumentException if the value is NaN or outside [0, 1]
   */
  static double requireInRange(double value) {
    // the condition (value < 0 || value > 1) would accept NaN
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "detector value: got '" + value + "', expected a number in [0, 1]");
    }
    return value;
  }
}
