package dev.lethe.trainer;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for the admin client, whose own timeout ends every wait. */
final class KafkaFutures {
  private KafkaFutures() {}

  /**
   * Returns the result.
   *
   * @throws KafkaException if Kafka rejects the request or does not answer
   */
  static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }
}
