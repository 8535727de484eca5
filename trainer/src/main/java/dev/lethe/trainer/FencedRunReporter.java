package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.output.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Says how a run ended when its own producer cannot any more, because the broker gave up on its
 * transaction. It fences whoever holds the run, so it does not speak where that is another trainer.
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
   * Publishes the record, unless another trainer has taken the run over.
   *
   * @return whether it was published
   * @throws KafkaException if Kafka does not let us
   */
  boolean say(Run record) {
    if (!heldByNobody()) {
      return false;
    }
    var producer = clients.producer();
    try {
      producer.initTransactions();
      producer.beginTransaction();
      new Outbox(config.run(), producer, serdes).send(config.topics().runs(), record);
      producer.commitTransaction();
      return true;
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  /** Whether the run's last transaction was aborted: who takes a run over begins with another. */
  private boolean heldByNobody() {
    String id = config.clientId();
    try (Admin admin = clients.admin()) {
      TransactionState state =
          admin.describeTransactions(List.of(id)).description(id).get().state();
      return switch (state) {
        case PREPARE_EPOCH_FENCE, PREPARE_ABORT, COMPLETE_ABORT -> true;
        default -> false;
      };
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }
}
