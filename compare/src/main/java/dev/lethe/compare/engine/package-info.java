/**
 * Executes the runs of a comparison in parallel, and computes their metrics from what they publish.
 * Each run is a normal run of the trainer over a range of the input.
 */
package dev.lethe.compare.engine;
