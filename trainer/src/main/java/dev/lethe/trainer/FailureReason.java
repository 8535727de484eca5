package dev.lethe.trainer;

import dev.lethe.trainer.output.Refusals.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Says in words why a run failed. Kafka's clients wrap errors and rarely name the resource. */
final class FailureReason {
  private FailureReason() {}

  /**
   * Returns the reason, or empty if the error's own message says enough.
   *
   * @param refused first refused record of the session
   */
  static Optional<String> inWords(
      Throwable error, TrainerConfig config, Optional<Refused> refused) {
    return Stream.iterate(error, e -> e != null, Throwable::getCause)
        .flatMap(e -> words(e, config, refused).stream())
        .findFirst();
  }

  private static Optional<String> words(
      Throwable e, TrainerConfig config, Optional<Refused> refused) {
    if (e instanceof TopicAuthorizationException denied) {
      String topics = String.join(", ", denied.unauthorizedTopics());
      return Optional.of(
          denied("topic " + (topics.isEmpty() ? topic(refused, config) : topics), "READ or WRITE"));
    }
    if (ErrorClassification.isRejectedOffset(e)) {
      return Optional.of(denied("topic " + config.topics().examples(), "READ"));
    }
    if (e instanceof GroupAuthorizationException) {
      return Optional.of(denied("group " + config.clientId(), "READ"));
    }
    if (e instanceof TransactionalIdAuthorizationException) {
      return Optional.of(denied("transactional id " + config.clientId(), "WRITE"));
    }
    if (e instanceof ClusterAuthorizationException) {
      return Optional.of(denied("cluster", "IDEMPOTENT_WRITE") + ": " + e.getMessage());
    }
    if (e instanceof AuthenticationException) {
      return Optional.of("The broker rejected the credentials: " + e.getMessage());
    }
    if (e instanceof RecordTooLargeException
        || e instanceof InvalidTimestampException
        || e instanceof InvalidRecordException) {
      return Optional.of(
          "%s: the broker or the producer refused a record (max.message.bytes of the topic, max.request.size of the producer): %s"
              .formatted(topic(refused, config), e.getMessage()));
    }
    if (e instanceof OffsetOutOfRangeException missing) {
      return Optional.of(missing(missing.offsetOutOfRangePartitions()));
    }
    return Optional.empty();
  }

  private static String topic(Optional<Refused> refused, TrainerConfig config) {
    return refused.map(Refused::topic).orElse(config.topics().prefix() + ".*");
  }

  private static String denied(String resource, String operation) {
    return "Not authorized for %s: expected the operation %s to be allowed for the trainer's user"
        .formatted(resource, operation);
  }

  private static String missing(Map<TopicPartition, Long> positions) {
    var byName = new TreeMap<String, Long>();
    positions.forEach((partition, offset) -> byName.put(partition.toString(), offset));
    return "The input no longer has the next offsets of the run %s: the records were deleted, by retention or by hand, before the run could read them; keep the input longer (retention.ms=-1), and continue with --on-missing skip, or use another run name"
        .formatted(byName);
  }

  /** Returns the error with its root cause. */
  static String ofClient(Throwable e) {
    Throwable root = root(e);
    return root == e ? e.toString() : "%s, caused by %s".formatted(e, root);
  }

  static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
