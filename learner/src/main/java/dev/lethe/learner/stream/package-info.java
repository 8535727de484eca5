/**
 * Input and output values of a learner.
 *
 * <p>Input: {@link dev.lethe.learner.stream.Example}. Output, through {@link
 * dev.lethe.learner.stream.LearnerListener}: predictions, task windows, evaluations and health
 * metrics. All types are immutable values without native memory, so every other package may use
 * them; this package depends only on {@code state}.
 */
package dev.lethe.learner.stream;
