package dev.lethe.trainer;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that a reader of committed records stands still, and reports the open transaction. */
final class Standstill {
  /** Time without progress after which the reason is looked for, and looked for again. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOGGER = LoggerFactory.getLogger(Standstill.class);

  private final Function<Collection<TopicPartition>, Optional<String>> cause;
  private final Consumer<Optional<String>> reports;
  private final LongSupplier nanos;
  private Map<TopicPartition, Long> positions = Map.of();
  private long since;
  private boolean reported;

  /**
   * @param cause returns the reason why readers of partitions wait; empty if no transaction is open
   * @param reports receives the reason from time to time while the reader stands still, and empty
   *     when it goes on
   * @param nanos a monotonic clock, in nanoseconds
   */
  Standstill(
      Function<Collection<TopicPartition>, Optional<String>> cause,
      Consumer<Optional<String>> reports,
      LongSupplier nanos) {
    this.cause = cause;
    this.reports = reports;
    this.nanos = nanos;
  }

  /**
   * Observes the reader, which has not reached its end.
   *
   * @param now positions of the partitions that it still reads
   */
  void observe(Map<TopicPartition, Long> now) {
    if (!now.equals(positions)) {
      positions = Map.copyOf(now);
      since = nanos.getAsLong();
      end();
    } else if (nanos.getAsLong() - since >= PATIENCE.toNanos()) {
      since = nanos.getAsLong();
      reason().ifPresent(this::report);
    }
  }

  /** Ends the observation: the reader has reached its end. */
  void end() {
    if (reported) {
      reported = false;
      reports.accept(Optional.empty());
    }
  }

  private void report(String reason) {
    reported = true;
    reports.accept(Optional.of(reason));
  }

  private Optional<String> reason() {
    try {
      return cause.apply(positions.keySet());
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOGGER.atDebug().setCause(e).log("could not find out why there are no committed records");
      return Optional.empty();
    }
  }
}
