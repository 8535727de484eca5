/**
 * One run and its metrics: a {@link dev.lethe.bench.run.Trial} takes a seed and returns a {@link
 * dev.lethe.bench.run.Result}; summaries combine the results of several seeds.
 *
 * <p>A run feeds a stream to a learner in memory, without Kafka, on the calling thread.
 */
package dev.lethe.bench.run;
