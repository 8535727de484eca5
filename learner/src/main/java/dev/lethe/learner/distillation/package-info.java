/**
 * Knowledge distillation from an earlier or averaged model. A teacher is a copy of the parameters.
 * It makes a forward pass without gradients in each step.
 */
package dev.lethe.learner.distillation;
