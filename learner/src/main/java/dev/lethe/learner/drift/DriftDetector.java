package dev.lethe.learner.drift;

import dev.lethe.learner.state.Stateful;

/** Looks for changes in a stream of bounded numbers. */
public interface DriftDetector extends Stateful {
  /**
   * Takes the next value of the stream.
   *
   * @param value in [0, 1], larger is worse: 1 for an error and 0 for none, or a loss that was
   *     clipped and scaled
   * @throws IllegalArgumentException if the value is NaN or outside of that; the detector is then
   *     as it was before
   */
  DriftSignal add(double value);

  /** The value, if it is one that a detector may take. */
  static double checked(double value) {
    // not (value < 0 || value > 1), which lets NaN pass
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "detector value: got '" + value + "', expected a number in [0, 1]");
    }
    return value;
  }
}
