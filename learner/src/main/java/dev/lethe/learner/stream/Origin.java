package dev.lethe.learner.stream;

/**
 * Position of an example's record in the input topic.
 *
 * @param partition partition of the topic
 * @param offset offset within the partition
 */
public record Origin(int partition, long offset) {}
