/**
 * Activation functions of hidden units. The engine applies and differentiates an activation, which
 * has no state.
 */
package dev.lethe.learner.activation;
