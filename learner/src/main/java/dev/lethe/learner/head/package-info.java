/**
 * Output layers: map the features, the outputs of the last hidden layer, to logits, and select the
 * classes in the softmax.
 *
 * <p>Trained and predicted logits can differ: {@link dev.lethe.learner.head.NearestMean} and {@link
 * dev.lethe.learner.head.StreamingDiscriminant} train a linear head and predict from statistics of
 * the features, which they recompute after steps and at window ends, never during a prediction.
 */
package dev.lethe.learner.head;
