/**
 * Publishes the events of a learner as records of the output topics, within the transaction that
 * commits the offsets of its examples.
 *
 * <p>All output of a run is keyed by run, so that one partition holds it in order. Sends are
 * asynchronous; a failed send fails the commit of its transaction, and {@code Refusals} remembers
 * its topic.
 */
package dev.lethe.trainer.output;
