package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Values;
import java.util.function.UnaryOperator;

/** Scales the examples of one iteration over a stream, in stream order. */
@FunctionalInterface
public interface Scaler extends UnaryOperator<Values> {
  /** Ends the iteration, after the last example. */
  default void end() {}
}
