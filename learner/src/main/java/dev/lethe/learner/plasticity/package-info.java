/**
 * Plasticity: parts that preserve a model's ability to learn by resetting units, layers or all
 * weights. A method uses none by default; the metrics in {@code health} (dormant units, ranks) show
 * whether one is needed.
 *
 * <p>A reset unit gets newly initialised incoming weights and bias, and outgoing weights of 0, so
 * it does not change any output until it has been trained. The optimizer state of exactly these
 * elements is reset.
 */
package dev.lethe.learner.plasticity;
