/**
 * The learner's input and output values: examples and what is reported about them.
 *
 * <p>Input: {@link dev.lethe.learner.stream.Example}. Output, through {@link
 * dev.lethe.learner.stream.LearnerListener}: predictions, task windows, evaluations and health. All
 * types here are immutable values without native memory, so every other package may use them; this
 * package uses only {@code state}.
 */
package dev.lethe.learner.stream;
