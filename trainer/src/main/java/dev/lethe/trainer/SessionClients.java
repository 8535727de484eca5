package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.trainer.output.Outbox;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Kafka clients of one session. Owned by one thread.
 *
 * @param consumer consumer of the input
 * @param producer transactional producer of the run
 * @param outbox sends records through the producer
 */
record SessionClients(
    Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, Outbox outbox)
    implements AutoCloseable {

  /** Creates the clients; if one of them fails, none stays open. */
  static SessionClients create(TrainerConfig config, KafkaClients clients, AvroSerdes serdes) {
    var consumer = clients.consumer();
    try {
      var producer = clients.producer();
      return new SessionClients(consumer, producer, new Outbox(config.run(), producer, serdes));
    } catch (RuntimeException | Error e) {
      consumer.close();
      throw e;
    }
  }

  @Override
  public void close() {
    // An open transaction is not aborted, because that could wait for an unreachable broker. The
    // next session fences it.
    try (consumer) {
      producer.close(Duration.ZERO);
    }
  }
}
