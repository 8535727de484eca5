/**
 * What an earlier, or an averaged, model has to say: a teacher is a copy of the parameters, run
 * forward beside the model, without gradients.
 */
package dev.lethe.learner.distillation;
