package dev.lethe.trainer;

import org.apache.kafka.common.KafkaException;

/** Fenced by the broker because a transaction took too long, not by another trainer. */
final class TransactionOverrunException extends KafkaException {
  private static final long serialVersionUID = 1L;

  private final boolean hopeless;

  private TransactionOverrunException(String message, Throwable fenced, boolean hopeless) {
    super(message, fenced);
    this.hopeless = hopeless;
  }

  /** Unlike another trainer, this may pass. */
  static TransactionOverrunException passing(Throwable fenced) {
    return new TransactionOverrunException(
        "transaction.timeout.ms has passed before the transaction was committed", fenced, false);
  }

  /**
   * The next transaction would take too long again.
   *
   * @param advice what is wrong and what to do
   */
  static TransactionOverrunException hopeless(String advice, Throwable fenced) {
    return new TransactionOverrunException(advice, fenced, true);
  }

  boolean isHopeless() {
    return hopeless;
  }
}
