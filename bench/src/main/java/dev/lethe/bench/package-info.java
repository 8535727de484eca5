/**
 * The commands behind the scripts of {@code bench/}. They run methods on data sets and seeds in
 * memory, without Kafka. Stream and learner are those of a live run, so a seed gives the same bits.
 *
 * <pre>
 *   RunCommand ─────────► run
 *   RegressionCommand ──► store ──► protocol ──► regression ──► run
 *   TuneCommand ────────► tune ───► store
 *   ResultsCommand ─────► results ► tune
 * </pre>
 *
 * <p>Runs are executed in parallel, each on one thread with its own learner.
 */
package dev.lethe.bench;
