/** Metrics of a replay that publishes nothing. No options and no Kafka. */
package dev.lethe.cli.replay;
