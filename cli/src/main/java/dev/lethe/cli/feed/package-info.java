/**
 * Sending of streams to the input topic. It uses a plain Kafka producer, like a user's own: Avro
 * records with event times, at a given rate.
 */
package dev.lethe.cli.feed;
