/**
 * Forgetting metrics of one run, computed from the events of its trainer.
 *
 * <pre>
 *   Prediction ──────────────► RunProgress ─┐
 *   TaskWindow, Evaluation,                 ├─► MetricsReport ──► RunMetrics
 *   Scorecard, Health ───────► RunWindows ──┘
 * </pre>
 *
 * <p>{@link dev.lethe.streams.metrics.RunProgress} is small and changes with each prediction;
 * {@link dev.lethe.streams.metrics.RunWindows} is larger and changes a few times per task window.
 * Both are bounded: the {@value dev.lethe.streams.metrics.RunWindows#KEPT} task windows up to the
 * newest that has ended, with their rows and columns of the accuracy matrix, and the window being
 * learned. The formulas are those of {@link dev.lethe.measures}. Since all rows that a kept window
 * has been evaluated in are kept as well, its metrics are exact.
 *
 * <p>The order between kinds of events does not matter, and a repeated evaluation counts once. An
 * undefined value is NaN here and null in {@code RunMetrics}, never 0.
 *
 * <p>No Kafka, no clock. Objects are not thread-safe.
 */
package dev.lethe.streams.metrics;
