package dev.lethe.trainer;

import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Scans of several topics with the same clients.
 *
 * <p>Owned by one thread.
 */
final class ScanClients implements TopicScans, AutoCloseable {
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Admin admin;
  private final Supplier<Standstill> standstills;

  /** Null until the first scan, and after {@link #close}. */
  private Consumer<byte[], byte[]> consumer;

  /**
   * @param consumers creates the consumer of the scans
   * @param admin admin client, which the caller closes
   * @param standstills creates the observer of one scan
   */
  ScanClients(
      Supplier<Consumer<byte[], byte[]>> consumers, Admin admin, Supplier<Standstill> standstills) {
    this.consumers = consumers;
    this.admin = admin;
    this.standstills = standstills;
  }

  @Override
  public void scan(
      String topic,
      IntFunction<OptionalLong> starts,
      Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    new TopicScan(consumer(), admin, standstills.get()).scan(topic, starts, sink);
  }

  /** Returns the consumer of the scans, which reads committed records. Each scan reassigns it. */
  Consumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      consumer = consumers.get();
    }
    return consumer;
  }

  /** Returns the admin client of the scans. */
  Admin admin() {
    return admin;
  }

  /** Closes the consumer. Another scan creates a new one. */
  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
    }
  }
}
