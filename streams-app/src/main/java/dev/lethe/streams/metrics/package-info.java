/**
 * Forgetting metrics of one run, from the events of its trainer.
 *
 * <pre>
 *   Prediction ──────────────────────► RunProgress ─┐
 *   TaskWindow, Evaluation, Health ──► RunWindows ──┴─► MetricsReport ──► RunMetrics
 * </pre>
 *
 * <p>{@link dev.lethe.streams.metrics.RunProgress} is small and changes with each prediction;
 * {@link dev.lethe.streams.metrics.RunWindows} is larger and changes a few times per task window.
 * Both are bounded: the {@value dev.lethe.streams.metrics.RunWindows#KEPT} task windows up to the
 * newest that has ended, with their rows and columns of the accuracy matrix, and the window being
 * learned. The formulas are those of {@link dev.lethe.measures}. Since all rows that a kept window
 * has been evaluated in are kept as well, its metrics are exact.
 *
 * <p>Order between the kinds of event does not matter, and an evaluation that comes twice counts
 * once. An undefined value is NaN here and null in {@code RunMetrics}, never 0.
 *
 * <p>No Kafka, no clock. Objects belong to the thread that changes them.
 */
package dev.lethe.streams.metrics;
