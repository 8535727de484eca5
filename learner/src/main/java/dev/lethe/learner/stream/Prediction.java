package dev.lethe.learner.stream;

/**
 * Prediction of an example, made before the model was trained on it.
 *
 * @param window number of the task window that contains the example
 * @param modelStep learning steps completed by the predicting model
 * @param predicted class with the largest logit; the lowest one if several are equal
 * @param confidence softmax probability of that class, in (0, 1]; NaN if the model has diverged
 */
public record Prediction(int window, long modelStep, int predicted, float confidence) {}
