/**
 * What is learnt: models that turn rows of features into logits of classes.
 *
 * <p>A model is its list of parameters and a forward pass that takes them as an argument, so that
 * training can pass stand-ins that record gradients. Parameters belong to the learner's manager.
 * Used by the learner's thread only.
 */
package dev.lethe.learner.model;
