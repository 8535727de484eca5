package dev.lethe.streams.topology;

import org.apache.kafka.common.Uuid;

/** An input topic was deleted and created again; the stored metrics belong to the old one. */
public final class RecreatedInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RecreatedInputException(String topic, Uuid known, Uuid current) {
    super(
        "topic %s: got id %s, expected %s, which the stored metrics were computed from; to compute them anew, stop the streams app and delete its consumer group, its state directory and its changelog topics"
            .formatted(topic, current, known));
  }
}
