/**
 * What crosses Kafka: the Avro contracts of every topic, the serde that puts them into the
 * Confluent wire format, and the topics' names as one value.
 *
 * <p>The record classes are generated from {@code src/main/avro}. {@code trainer} and {@code
 * streams-app} meet here and nowhere else.
 */
package dev.lethe.schemas;
