package dev.lethe.learner.part;

/**
 * The end of a task window.
 *
 * @param window its number
 * @param training learning steps beside the stream, for parts that need them
 */
public record WindowEnd(int window, Training training) {}
