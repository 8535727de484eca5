/**
 * The Kafka Streams topology: reads the events of all runs and publishes their metrics, exactly
 * once.
 *
 * <pre>
 *   predictions ─┐                      ┌─► run-progress (store)
 *   evaluations ─┤                      ├─► run-windows  (store)
 *   windows ─────┼─► update-metrics ────┤
 *   scorecards ──┤                      └─► metrics
 *   health ──────┘           │
 *                            └─► evaluate-alerts ──► alerts, alert-states (store)
 *                        unreadable records ─► &lt;prefix&gt;.metrics.dlq
 * </pre>
 *
 * <p>All topics are keyed by run, so one task receives all events of a run. The input topics must
 * have the same number of partitions. Stores are in memory with a changelog. Each prediction writes
 * one small value into the store's cache, which Streams writes to the changelog once per commit;
 * the larger state of a run is written when a task window, its scorecard or its health changes.
 *
 * <p>Evaluations and window changes publish metrics at once; other events at most every 250 ms of
 * wall-clock time. A run's state includes a flag for unpublished metrics, so a crash between update
 * and publication loses none.
 *
 * <p>A processor belongs to its stream thread. {@link
 * dev.lethe.streams.topology.UnreadableRecordHandler} and {@link
 * dev.lethe.streams.topology.InvalidEventHandler} separate bad records from transient errors.
 */
package dev.lethe.streams.topology;
