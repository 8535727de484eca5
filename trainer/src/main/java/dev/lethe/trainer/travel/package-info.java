/** Moments of a run, and their notation {@code RUN@MOMENT}, which all commands share. No Kafka. */
package dev.lethe.trainer.travel;
