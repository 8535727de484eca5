/**
 * The streams app: forgetting metrics from the topics of all trainers, and the dashboard over them.
 *
 * <pre>
 *   predictions, evaluations, windows, health ─► topology ─► metrics (topic)
 *   metrics, runs (topics) ─► readmodel ─► web
 * </pre>
 *
 * <p>{@link dev.lethe.streams.StreamsApp} starts and stops all of it. The two halves meet on the
 * metrics topic only, so the dashboard shows what anybody else can read there.
 */
package dev.lethe.streams;
