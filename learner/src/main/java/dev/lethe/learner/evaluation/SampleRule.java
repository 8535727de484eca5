package dev.lethe.learner.evaluation;

/**
 * Rule of {@link WindowSamples}.
 *
 * @param byTask true if each window has one task, which it contains
 * @param maxWindows maximum number of windows with a sample; the oldest samples are removed
 * @param maxWaiting maximum number of tasks whose samples wait; the oldest are removed
 */
public record SampleRule(boolean byTask, int maxWindows, int maxWaiting) {}
