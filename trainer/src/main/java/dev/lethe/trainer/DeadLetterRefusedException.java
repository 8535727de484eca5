package dev.lethe.trainer;

import org.apache.kafka.common.KafkaException;

/** The broker refused a dead letter, and the run tries again with less in it. */
final class DeadLetterRefusedException extends KafkaException {
  private static final long serialVersionUID = 1L;

  DeadLetterRefusedException(String topic, Throwable cause) {
    super(
        "%s: the broker refused a dead letter, so the next ones have less in them: %s"
            .formatted(topic, cause.getMessage()),
        cause);
  }
}
