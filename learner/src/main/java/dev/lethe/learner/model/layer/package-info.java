/**
 * What models are put together of. A layer is the indices of its parameters and what it makes of
 * rows, given all parameters of the model; {@link dev.lethe.learner.model.layer.Layers} gathers
 * them, {@link dev.lethe.learner.model.layer.Perceptron} ends every model.
 */
package dev.lethe.learner.model.layer;
