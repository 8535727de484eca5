/**
 * Champion and challengers on Kafka: joins the predictions of the member runs by example, serves
 * those of the champion, and records each switch. An application of Kafka Streams of its own,
 * exactly once, in one task: all records pass through topics of one partition.
 *
 * <pre>
 *   predictions ─► (repartition) ─┐                ┌─► served
 *   evaluations ─► (repartition) ─┼─► promote ─────┤
 *   runs ─────────────────────────┤                └─► promotions
 *   promotion-commands ───────────┘
 * </pre>
 *
 * <p>The decision is {@link dev.lethe.measures.promotion.Promotion}. {@link
 * dev.lethe.streams.promotion.ServedExamples} sees to it that each example is served exactly once,
 * whatever the order of the runs and whoever is champion. Its state is bounded.
 */
package dev.lethe.streams.promotion;
