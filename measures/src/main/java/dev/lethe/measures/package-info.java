/**
 * Metrics of continual learning, computed from predictions and evaluations. Each formula is
 * implemented here once; the streams app, the scorecard and the bench all use it.
 *
 * <pre>
 *   evaluations ──► AccuracyRow ──► AccuracyMatrix ──► AverageAccuracy, Forgetting,
 *                        │                             BackwardTransfer, LearningAccuracy
 *                        └────────► AnytimeAccuracy
 *   predictions ──► Tally, FadingAccuracy, SlidingAccuracy, AccuracyByWindow, NoChangeBaseline
 *   predictions of a run and of a fresh network ──► LearningCurve, PlasticityRatio
 * </pre>
 *
 * <p>Accuracies are in [0, 1]. An undefined value is NaN, never 0; means skip NaN, and the mean of
 * no value is NaN. Memory does not grow with the length of the stream or the number of windows.
 *
 * <p>The package depends on the JDK alone. It contains no Kafka, no model and no clock. Objects
 * with state are not thread-safe; those that a service keeps write themselves to a {@link
 * java.io.DataOutput} and are read back with the same bits.
 */
package dev.lethe.measures;
