/**
 * The Kafka Streams topology: events of all runs in, their metrics out, exactly once.
 *
 * <pre>
 *   predictions ─┐                      ┌─► run-progress (store)
 *   evaluations ─┼─► update-metrics ────┼─► run-windows  (store)
 *   windows ─────┤         │            └
 *   health ──────┘         └─► metrics          unreadable records ─► &lt;prefix&gt;.metrics.dlq
 * </pre>
 *
 * <p>All topics are keyed by run, so one task sees all of a run; the four input topics must have
 * equally many partitions. Stores are in memory with a changelog. Each prediction writes one small
 * value into the store's cache, which Streams writes to the changelog once per commit; the larger
 * state of a run is written when a task window changes.
 *
 * <p>Metrics go out at once for evaluations and window changes, otherwise at most every 250 ms of
 * wall-clock time and only for runs that changed. Whether a run's newest metrics have gone out is
 * part of its state, so a crash between update and publication loses none.
 *
 * <p>A processor belongs to its stream thread. Which record is bad and which trouble is passing is
 * told apart in {@link dev.lethe.streams.topology.UnreadableRecordHandler} and {@link
 * dev.lethe.streams.topology.InvalidEventHandler}.
 */
package dev.lethe.streams.topology;
