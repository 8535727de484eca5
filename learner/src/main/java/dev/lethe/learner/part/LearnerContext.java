package dev.lethe.learner.part;

import ai.djl.ndarray.NDManager;
import dev.lethe.learner.random.RandomStreams;

/**
 * What is settled before there is a model.
 *
 * @param features numbers per example
 * @param classes classes that can be told apart
 * @param batchSize fresh examples per step
 * @param random the run's random streams
 * @param owner the learner's manager, which will own arrays that outlive a step
 */
public record LearnerContext(
    int features, int classes, int batchSize, RandomStreams random, NDManager owner) {}
