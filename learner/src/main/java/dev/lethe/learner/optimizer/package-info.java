/**
 * Optimizers. An optimizer updates parameters in place and keeps its state in arrays of the
 * parameters' shapes. The learner's manager owns this state, and the step's manager owns
 * intermediate results. Only the learner's thread uses an optimizer.
 */
package dev.lethe.learner.optimizer;
