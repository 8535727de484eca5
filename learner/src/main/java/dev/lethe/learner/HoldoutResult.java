package dev.lethe.learner;

/**
 * The model on the holdout of one task window.
 *
 * @param window the window's number
 * @param task its task, or null
 * @param examples size of the holdout, at least 1
 * @param correct how many of them the model predicts right
 * @param loss mean cross-entropy in nats
 */
public record HoldoutResult(int window, String task, int examples, int correct, double loss) {}
