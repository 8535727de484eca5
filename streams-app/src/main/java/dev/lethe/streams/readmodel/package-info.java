/**
 * What the web server shows: an in-memory view over the topics of runs and metrics.
 *
 * <pre>
 *   runs ────┐
 *   metrics ─┴─► ReadModelFeed ─► RunBoard ─► RunListener (server-sent events)
 *    (committed records only)         └─────► runs(), find(): REST
 * </pre>
 *
 * <p>{@link dev.lethe.streams.readmodel.ReadModelFeed} owns one consumer and one thread; it reads
 * both topics from the beginning at each start, keeps no offsets, and starts over with a new
 * consumer when the old one breaks. {@link dev.lethe.streams.readmodel.RunBoard} is safe for use by
 * many threads; it holds the newest {@value dev.lethe.streams.readmodel.RunBoard#MAX_RUNS} runs
 * with at most {@value dev.lethe.streams.readmodel.PointHistory#MAX_POINTS} points of history each.
 * Listeners are told on the feed's thread and must not wait.
 *
 * <p>The records here are the JSON of the HTTP interface; an undefined metric is null.
 */
package dev.lethe.streams.readmodel;
