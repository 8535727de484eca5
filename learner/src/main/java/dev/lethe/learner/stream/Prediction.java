package dev.lethe.learner.stream;

/**
 * What the model said of an example before it learnt from it.
 *
 * @param window number of the task window that the example fell in
 * @param modelStep learning steps that the predicting model had completed
 * @param predicted class index of the largest logit, the lowest of equals
 * @param confidence softmax probability of that class, in (0, 1]; NaN once a model has diverged
 */
public record Prediction(int window, long modelStep, int predicted, float confidence) {}
