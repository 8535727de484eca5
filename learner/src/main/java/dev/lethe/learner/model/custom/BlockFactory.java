package dev.lethe.learner.model.custom;

import ai.djl.nn.Block;

/**
 * A network of one's own, by name: found by {@link java.util.ServiceLoader}, so a class on the
 * class path that {@code META-INF/services/dev.lethe.learner.model.custom.BlockFactory} names.
 */
public interface BlockFactory {
  /** What an expression calls it: letters, digits, {@code _ - .} */
  String name();

  /**
   * A new block, without parameters' values: the run's own random numbers give them.
   *
   * <p>It takes float32 {@code [rows, features]} and gives float32 {@code [rows, outputs]}, on
   * which the method's head stands. What it makes of a row depends on no other row: batch
   * normalisation is refused, dropout lets everything through.
   *
   * @param features numbers per example
   */
  Block create(int features);
}
