/**
 * Sends streams to the input topic as a user's producer would: plain Kafka, Avro, event times, at a
 * given rate.
 */
package dev.lethe.cli.feed;
