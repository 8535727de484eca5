package dev.lethe.trainer.simulated;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Producer of a {@link SimulatedCluster}. As in Kafka, a failed send is reported to its callback
 * only, and the transaction cannot be committed afterwards.
 */
public final class SimulatedProducer extends MockProducer<byte[], byte[]> {
  private final SimulatedCluster cluster;
  private final Boundaries boundaries;
  private final String id;
  private int epoch;
  private boolean open;
  private KafkaException failed;

  /**
   * @param id transactional id; null for a producer without transactions
   */
  public SimulatedProducer(SimulatedCluster cluster, Boundaries boundaries, String id) {
    this.cluster = cluster;
    this.boundaries = boundaries;
    this.id = id;
  }

  @Override
  public void initTransactions() {
    boundaries.around("init", () -> epoch = cluster.init(id));
  }

  @Override
  public void beginTransaction() {
    requireUsable();
    if (open) {
      throw new IllegalStateException("a transaction is open");
    }
    open = true;
    failed = null;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return send(record, null);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    requireUsable();
    if (id != null && !open) {
      throw new IllegalStateException("send without a transaction");
    }
    var result = new CompletableFuture<RecordMetadata>();
    try {
      RecordMetadata sent =
          boundaries.around(
              "send to " + record.topic(),
              () -> {
                TopicPartition partition = cluster.send(id, epoch, record);
                long offset = cluster.end(partition) - 1;
                return new RecordMetadata(partition, offset, 0, SimulatedCluster.NOW, 0, 0);
              });
      result.complete(sent);
      if (callback != null) {
        callback.onCompletion(sent, null);
      }
    } catch (KafkaException e) {
      failed = e;
      result.completeExceptionally(e);
      if (callback != null) {
        callback.onCompletion(null, e);
      }
    }
    return result;
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    requireUsable();
    Map<TopicPartition, OffsetAndMetadata> copy = Map.copyOf(offsets);
    boundaries.around("offsets", () -> cluster.addOffsets(id, epoch, group.groupId(), copy));
  }

  @Override
  public void commitTransaction() {
    requireUsable();
    try {
      boundaries.around("commit", () -> cluster.end(id, epoch, true));
    } catch (TimeoutException e) {
      // Nobody knows whether it was committed: the producer can only commit again, or be closed.
      failed = e;
      throw e;
    }
    open = false;
  }

  @Override
  public void abortTransaction() {
    if (failed instanceof ProducerFencedException) {
      throw failed;
    }
    boundaries.around("abort", () -> cluster.end(id, epoch, false));
    open = false;
    failed = null;
  }

  private void requireUsable() {
    if (failed instanceof ProducerFencedException) {
      throw failed;
    }
    if (failed != null) {
      throw new KafkaException("cannot execute this method: an earlier request failed", failed);
    }
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return cluster.partitions(topic);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public void close(java.time.Duration timeout) {}
}
