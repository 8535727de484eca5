package dev.lethe.trainer;

import dev.lethe.schemas.SchemaRegistry;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.protocol.Errors;

/** Separates errors that end a run from those that its next session recovers from. */
final class ErrorClassification {
  private ErrorClassification() {}

  /** Returns true if a new session may succeed: Kafka or the registry may be back by then. */
  static boolean isTransient(Throwable e) {
    return (e instanceof KafkaException
            || e instanceof SchemaRegistry.RegistryUnavailableException
            || e instanceof CheckpointStoreException)
        && !isFatal(e);
  }

  /** Clients wrap errors, so causes count too. */
  private static boolean isFatal(Throwable e) {
    if (e instanceof TransactionOverrunException overrun) {
      return overrun.isRepeated();
    }
    if (e instanceof DeadLetterRefusedException) {
      return false;
    }
    return e instanceof ProducerFencedException
        || e instanceof InvalidProducerEpochException
        || e instanceof AuthorizationException
        || e instanceof AuthenticationException
        || e instanceof SchemaRegistry.AccessDeniedException
        || e instanceof InvalidConfigurationException
        || e instanceof ConfigException
        || isRefused(e)
        // The next input records were deleted: skipping them silently would leave a gap.
        || e instanceof InvalidOffsetException
        // A journal entry that cannot be read stays unreadable; input records become dead letters.
        || e instanceof SerializationException
        || isRejectedTimeout(e)
        || isRejectedOffset(e)
        || (e.getCause() != null && isFatal(e.getCause()));
  }

  /** Returns true if the broker refuses a record, and would refuse it again. */
  static boolean isRefused(Throwable e) {
    return e instanceof RecordTooLargeException
        || e instanceof InvalidTimestampException
        || e instanceof InvalidRecordException;
  }

  /** The broker rejects a transaction timeout above its maximum; only the message says so. */
  private static boolean isRejectedTimeout(Throwable e) {
    return e instanceof KafkaException
        && e.getMessage() != null
        && e.getMessage().contains("transaction.max.timeout.ms");
  }

  /** The offsets of a topic may be committed by who may read it; only the message says so. */
  static boolean isRejectedOffset(Throwable e) {
    return e instanceof KafkaException
        && e.getMessage() != null
        && e.getMessage().contains("TxnOffsetCommit")
        && e.getMessage().contains(Errors.TOPIC_AUTHORIZATION_FAILED.message());
  }
}
