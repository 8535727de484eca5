/**
 * How able a network is to learn, read from what its hidden units say of some probe rows:
 *
 * <pre>
 *   UnitOutputs [rows, units] ──► UnitActivity   who takes part: dormant, dead, saturated, active
 *                             └─► Ranks          in how many directions the features vary
 *                                   └─ SymmetricEigenvalues of the smaller Gram matrix
 * </pre>
 *
 * Plain Java on plain arrays: nothing here knows the engine, keeps state or changes its arguments.
 * Probe rows are 256 to 2000 inputs as a rule, of one layer after its activation.
 */
package dev.lethe.learner.health;
