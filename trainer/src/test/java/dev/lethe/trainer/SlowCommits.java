package dev.lethe.trainer;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Delays a run's commits until the broker has timed out their transactions, like long work at a
 * window's end. A commit begins with its journal entry.
 */
public final class SlowCommits implements ProducerInterceptor<byte[], byte[]> {
  /** The broker looks for old transactions every ten seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Commits still to delay, by transactional id. Each session creates a new interceptor. */
  private static final Map<String, AtomicInteger> LEFT = new ConcurrentHashMap<>();

  private String broker;
  private String transactionalId;

  /** Returns settings that delay the first commits of a run. */
  static Map<String, String> settings(TrainerConfig config, int commits) {
    LEFT.put(config.clientId(), new AtomicInteger(commits));
    return Map.of(
        "producer.transaction.timeout.ms",
        "2000",
        "producer.interceptor.classes",
        SlowCommits.class.getName());
  }

  @Override
  public void configure(Map<String, ?> settings) {
    broker = settings.get("bootstrap.servers").toString().replaceAll("[\\[\\]]", "");
    transactionalId = settings.get("transactional.id").toString();
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    if (record.topic().endsWith(".journal") && LEFT.get(transactionalId).getAndDecrement() > 0) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
        await().atMost(PATIENCE).until(() -> state(admin) == TransactionState.COMPLETE_ABORT);
      }
    }
    return record;
  }

  private TransactionState state(Admin admin) throws Exception {
    return admin
        .describeTransactions(List.of(transactionalId))
        .description(transactionalId)
        .get()
        .state();
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
    // Nothing waits for it.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
