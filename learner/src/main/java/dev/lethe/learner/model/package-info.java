/**
 * What is learnt: models that turn rows of features into logits of classes.
 *
 * <pre>
 *   model          what a model is, and the list of all of them; the perceptron
 *   model.layer    what models are put together of
 *   model.image    convolutional networks
 *   model.table    columns of numbers and categories
 *   model.custom   what users bring along
 * </pre>
 *
 * <p>A model is its list of parameters and a forward pass that takes them as an argument, so that
 * training can pass stand-ins that record gradients. What else it keeps (running statistics)
 * changes when a step has been made, never in a pass. Parameters belong to the learner's manager.
 * Used by the learner's thread only.
 */
package dev.lethe.learner.model;
