/**
 * Turns what a learner tells into records of the output topics, within the transaction that its
 * examples' offsets are committed in.
 *
 * <p>All output of a run is keyed by the run's name, so that a partition holds it in order. Sending
 * is asynchronous; a send that fails fails the transaction at its commit.
 */
package dev.lethe.trainer.output;
