/**
 * How the features that a model has found become logits, and which classes are chosen between.
 *
 * <p>What is trained and what answers need not be the same: {@link
 * dev.lethe.learner.head.NearestMean} and {@link dev.lethe.learner.head.StreamingDiscriminant}
 * train a linear head and answer by statistics of features, made anew at steps and window ends,
 * never when a prediction is asked for.
 */
package dev.lethe.learner.head;
