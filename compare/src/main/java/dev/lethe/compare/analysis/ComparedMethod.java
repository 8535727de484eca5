package dev.lethe.compare.analysis;

/**
 * A method of a comparison.
 *
 * @param method method as the user wrote it, or the name of a baseline that needs no learner
 * @param expression method in canonical form; null for such a baseline
 * @param baseline true if it was added as a baseline and was not requested
 */
public record ComparedMethod(String method, String expression, boolean baseline) {}
