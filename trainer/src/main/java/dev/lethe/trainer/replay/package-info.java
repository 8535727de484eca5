/**
 * A range of the input, and its records in an order that does not depend on polling: partitions are
 * merged by timestamp, partition and offset. Knows no run.
 */
package dev.lethe.trainer.replay;
