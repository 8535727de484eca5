package dev.lethe.learner.part;

/**
 * End of a task window.
 *
 * @param window number of the window
 * @param training offline training, for parts that need it
 */
public record WindowEnd(int window, Training training) {}
