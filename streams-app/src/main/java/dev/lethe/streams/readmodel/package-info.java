/**
 * The read model of the web server: an in-memory view of the topics of runs and metrics.
 *
 * <pre>
 *   runs ────┐
 *   metrics ─┴─► ReadModelFeed ─► RunBoard ─► RunListener (server-sent events)
 *    (committed records only)         └─────► runs(), find(): REST
 * </pre>
 *
 * <p>{@link dev.lethe.streams.readmodel.ReadModelFeed} owns one consumer and one thread; it reads
 * both topics from the beginning at each start, commits no offsets, and replaces a consumer that
 * fails. {@link dev.lethe.streams.readmodel.RunBoard} is thread-safe; it holds the newest {@value
 * dev.lethe.streams.readmodel.RunBoard#MAX_RUNS} runs with at most {@value
 * dev.lethe.streams.readmodel.PointHistory#MAX_POINTS} points of history each. Listeners are
 * notified on the feed's thread and must not block.
 *
 * <p>The records here are the JSON of the HTTP interface; an undefined metric is null.
 */
package dev.lethe.streams.readmodel;
