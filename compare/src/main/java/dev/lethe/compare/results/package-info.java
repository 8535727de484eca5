/**
 * The result of a comparison: its runs, methods and differences, and the files {@code results.json}
 * and {@code results.csv}. Knows neither Kafka nor a learner.
 */
package dev.lethe.compare.results;
