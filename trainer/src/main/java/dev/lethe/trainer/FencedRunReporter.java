package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.output.Outbox;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes how a run ended when the run's own producer cannot, because the broker has timed out
 * its transaction and fenced it. The new producer fences every other one of the run, so nothing is
 * published if another trainer owns the run.
 */
final class FencedRunReporter {
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final AvroSerdes serdes;

  FencedRunReporter(TrainerConfig config, KafkaClients clients, AvroSerdes serdes) {
    this.config = config;
    this.clients = clients;
    this.serdes = serdes;
  }

  /**
   * Publishes the record unless another trainer owns the run.
   *
   * @return true if it was published
   * @throws KafkaException if Kafka rejects it or does not answer
   */
  boolean publish(Run record) {
    if (isOwnedByAnother()) {
      return false;
    }
    var producer = clients.producer();
    try {
      producer.initTransactions();
      var outbox = new Outbox(config.run(), producer, serdes);
      outbox.inOwnTransaction(() -> outbox.send(config.topics().runs(), record));
      return true;
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  /** A trainer that takes over a run starts a transaction, so the aborted one is not the last. */
  private boolean isOwnedByAnother() {
    String id = config.clientId();
    try (Admin admin = clients.admin()) {
      TransactionState state =
          KafkaFutures.get(admin.describeTransactions(List.of(id)).description(id)).state();
      return switch (state) {
        case PREPARE_EPOCH_FENCE, PREPARE_ABORT, COMPLETE_ABORT -> false;
        default -> true;
      };
    }
  }
}
