/**
 * How gradients change parameters. An optimizer updates in place, keeps its state in one array per
 * parameter, and owns none of the arrays: state belongs to the learner's manager, intermediate
 * results to the step's. Used by the learner's thread only.
 */
package dev.lethe.learner.optimizer;
