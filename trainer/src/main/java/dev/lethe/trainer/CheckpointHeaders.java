package dev.lethe.trainer;

import dev.lethe.schemas.Topics;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointPositions;
import dev.lethe.trainer.checkpoint.CheckpointReason;
import dev.lethe.trainer.checkpoint.Provenance;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;

/**
 * Creates the headers of a session's checkpoints.
 *
 * @param topics names and ids of the topics whose positions a header holds
 * @param provenance origin of the state
 * @param clock wall clock
 */
record CheckpointHeaders(CheckpointTopics topics, Provenance provenance, Clock clock) {
  /**
   * Topics whose positions a header holds.
   *
   * @param input name of the input topic
   * @param inputId id of the input topic
   * @param journal name of the journal topic
   * @param journalId id of the journal topic
   */
  record CheckpointTopics(String input, String inputId, String journal, String journalId) {
    /**
     * Reads the ids of the topics now.
     *
     * @throws org.apache.kafka.common.KafkaException if a topic does not exist or no broker answers
     */
    static CheckpointTopics read(Admin admin, Topics topics) {
      DescribeTopicsResult described =
          admin.describeTopics(List.of(topics.examples(), topics.journal()));
      return new CheckpointTopics(
          topics.examples(),
          id(described, topics.examples()),
          topics.journal(),
          id(described, topics.journal()));
    }

    /** Reads the ids of the topics now, with a client of its own. */
    static CheckpointTopics read(KafkaClients clients, Topics topics) {
      try (Admin admin = clients.admin()) {
        return read(admin, topics);
      }
    }

    private static String id(DescribeTopicsResult described, String topic) {
      return KafkaFutures.get(described.topicNameValues().get(topic)).topicId().toString();
    }

    /** Returns true if a checkpoint holds positions in these topics. */
    boolean areThoseOf(CheckpointHeader header) {
      CheckpointPositions positions = header.positions();
      return positions.inputTopicId().equals(inputId)
          && positions.journalTopicId().equals(journalId);
    }
  }

  /**
   * Returns a header.
   *
   * @param point content of the state; at least one journal entry
   * @param digest SHA-256 of the state, in hex
   */
  CheckpointHeader of(
      String run,
      PipelineState state,
      RecoveryPoint point,
      CheckpointReason reason,
      String digest) {
    return new CheckpointHeader(
        new CheckpointName(run, point.entries()),
        state.step(),
        state.examples(),
        state.window(),
        eventTime(state),
        clock.instant(),
        reason,
        Optional.empty(),
        digest,
        new CheckpointPositions(
            topics.input(),
            topics.inputId(),
            new TreeMap<>(point.ends()),
            topics.journal(),
            topics.journalId(),
            point.journal().partitions(),
            point.journal().partition(),
            point.journal().next()),
        provenance);
  }

  private static Optional<Instant> eventTime(PipelineState state) {
    return state.eventTime() == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(state.eventTime()));
  }
}
