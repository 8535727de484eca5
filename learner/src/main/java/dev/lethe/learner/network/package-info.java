/**
 * Model interface and the values of a forward pass: parameters, hidden layers, logits, gradients.
 *
 * <p>A {@link dev.lethe.learner.network.Model} is a list of parameters and a forward pass that
 * receives them as an argument. Implementations belong in {@code model}; parts of methods ({@code
 * regulariser}, {@code plasticity}, …) depend on this package and never on an implementation.
 *
 * <p>Parameters are owned by the learner's manager; all other arrays are owned by the manager of
 * one step. Used by the learner's thread only.
 */
package dev.lethe.learner.network;
