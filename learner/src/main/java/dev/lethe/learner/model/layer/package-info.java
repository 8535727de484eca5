/**
 * Layers that models are built from. A layer holds the indices of its parameters and computes its
 * outputs from rows and all parameters of the model. {@link dev.lethe.learner.model.layer.Layers}
 * collects the parameters, and {@link dev.lethe.learner.model.layer.Perceptron} is the final part
 * of every model.
 */
package dev.lethe.learner.model.layer;
