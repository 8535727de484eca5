/**
 * A Kafka cluster in memory: logs with transactions, markers and expiry, and clients that call
 * {@link dev.lethe.trainer.simulated.Boundaries} around each request. One thread, no clock: the
 * same calls give the same result.
 */
package dev.lethe.trainer.simulated;
