/**
 * The contracts of all topics: Avro schemas, serdes for the Confluent wire format, and topic names.
 *
 * <p>The record classes are generated from {@code src/main/avro}. {@code trainer} and {@code
 * streams-app} share only this module.
 */
package dev.lethe.schemas;
