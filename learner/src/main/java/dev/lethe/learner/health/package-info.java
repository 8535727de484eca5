/**
 * Metrics of a network's ability to learn, computed from the outputs of hidden units on probe rows:
 *
 * <pre>
 *   UnitOutputs [rows, units] ──► UnitActivity   shares of dormant, dead, saturated, active units
 *                             └─► Ranks          number of directions in which features vary
 *                                   └─ SymmetricEigenvalues of the smaller Gram matrix
 * </pre>
 *
 * <p>The classes are stateless, use plain Java arrays instead of engine tensors, and do not modify
 * their arguments. Use 256 to 2000 probe rows, with the outputs of one layer after its activation.
 */
package dev.lethe.learner.health;
