/**
 * Models that map rows of features to logits of classes.
 *
 * <pre>
 *   model          model expressions, the registry of models, the perceptron
 *   model.layer    layers that models are built from
 *   model.image    convolutional networks
 *   model.table    model for tables with numeric and categorical columns
 *   model.custom   models supplied by users
 * </pre>
 *
 * <p>A model is a list of parameters and a forward pass that receives them as an argument, so
 * training can pass arrays that record gradients. Other state, such as running statistics, changes
 * only after a step and never during a forward pass. The learner's manager owns the parameters.
 * Used by the learner's thread only.
 */
package dev.lethe.learner.model;
