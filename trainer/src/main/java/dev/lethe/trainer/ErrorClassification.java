package dev.lethe.trainer;

import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Tells what ends a run from what its next session recovers from. */
final class ErrorClassification {
  private ErrorClassification() {}

  /** Whether trying again cannot help; clients wrap what went wrong, so the causes count. */
  static boolean isFatal(Throwable e) {
    if (e instanceof TransactionOverrunException overrun) {
      return overrun.isHopeless();
    }
    return e instanceof ProducerFencedException
        || e instanceof InvalidProducerEpochException
        || e instanceof AuthorizationException
        || e instanceof AuthenticationException
        || e instanceof InvalidConfigurationException
        || e instanceof ConfigException
        || e instanceof RecordTooLargeException
        // The input no longer holds what comes next: going on would leave a hole without a word.
        || e instanceof InvalidOffsetException
        || isRefusedTimeout(e)
        || (e.getCause() != null && isFatal(e.getCause()));
  }

  /** A transaction timeout above what the broker allows; the client says so in words only. */
  private static boolean isRefusedTimeout(Throwable e) {
    return e instanceof KafkaException
        && e.getMessage() != null
        && e.getMessage().contains("transaction.max.timeout.ms");
  }
}
