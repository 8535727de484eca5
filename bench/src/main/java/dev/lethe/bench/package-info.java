/**
 * Runs methods over data sets and seeds straight through the learner, in memory, without Kafka: the
 * same stream, the same learner and so the same bits as a live run with that seed.
 *
 * <p>Seeds run in parallel, each on one thread with a learner of its own.
 */
package dev.lethe.bench;
