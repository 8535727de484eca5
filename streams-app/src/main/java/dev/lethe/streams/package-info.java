/**
 * The streams app: forgetting metrics from the topics of all trainers, and the dashboard over them.
 *
 * <pre>
 *   predictions, evaluations, windows, scorecards, health ─► topology ─► metrics (topic)
 *   metrics, runs (topics) ─► readmodel ─► web
 * </pre>
 *
 * <p>{@link dev.lethe.streams.StreamsApp} starts and stops all of it. The two halves meet only on
 * the metrics topic, so every consumer of that topic can read what the dashboard shows.
 */
package dev.lethe.streams;
