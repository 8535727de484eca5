package dev.lethe.learner.part;

import ai.djl.ndarray.NDManager;
import dev.lethe.learner.random.RandomStreams;

/**
 * Dimensions and resources that are known before the model is created.
 *
 * @param features features per example
 * @param classes number of classes
 * @param batchSize fresh examples per step
 * @param random random streams of the run
 * @param owner manager of the learner, which owns all arrays that outlive a step
 */
public record LearnerContext(
    int features, int classes, int batchSize, RandomStreams random, NDManager owner) {}
