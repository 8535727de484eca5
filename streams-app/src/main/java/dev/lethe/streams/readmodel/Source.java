package dev.lethe.streams.readmodel;

/**
 * Cluster and topics that the runs are read from; the empty dashboard shows them.
 *
 * @param bootstrapServers addresses of the Kafka brokers
 * @param prefix prefix of the topics
 * @param examples topic that producers write to and trainers read
 * @param metrics topic that the read model reads
 */
public record Source(String bootstrapServers, String prefix, String examples, String metrics) {}
