package dev.lethe.learner.model.custom;

import ai.djl.nn.Block;

/**
 * Factory of a user's own network. {@link java.util.ServiceLoader} finds it: put the class on the
 * class path and name it in {@code META-INF/services/dev.lethe.learner.model.custom.BlockFactory}.
 */
public interface BlockFactory {
  /** Returns the name used in expressions; it may contain letters, digits and {@code _ - .} */
  String name();

  /**
   * Creates a block without parameter values; Lethe initialises them from the run's random streams.
   *
   * <p>The block maps float32 {@code [rows, features]} to float32 {@code [rows, outputs]}, the
   * input of the method's head. The output of a row must not depend on other rows: batch
   * normalisation is rejected, and dropout is inactive.
   *
   * @param features features per example
   */
  Block create(int features);
}
