package dev.lethe.trainer;

import org.apache.kafka.common.KafkaException;

/** The broker fenced the producer because a transaction took too long, not for another trainer. */
final class TransactionOverrunException extends KafkaException {
  private static final long serialVersionUID = 1L;

  private final boolean repeated;

  private TransactionOverrunException(String message, Throwable fenced, boolean repeated) {
    super(message, fenced);
    this.repeated = repeated;
  }

  /** The transaction may be in time when it is repeated. */
  static TransactionOverrunException first(Throwable fenced) {
    return new TransactionOverrunException(
        "transaction.timeout.ms passed before the transaction was committed", fenced, false);
  }

  /**
   * The same transaction took too long twice, so it would take too long again.
   *
   * @param advice problem and remedy
   */
  static TransactionOverrunException repeated(String advice, Throwable fenced) {
    return new TransactionOverrunException(advice, fenced, true);
  }

  boolean isRepeated() {
    return repeated;
  }
}
