package dev.lethe.streams;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster every few seconds whether it answers. Kafka's own clients reconnect silently for
 * minutes, and Kafka Streams stays {@code RUNNING} meanwhile.
 */
final class ClusterProbe implements AutoCloseable {
  /** Seconds without an answer after which the cluster counts as unreachable. */
  static final int MAX_SILENCE_SECONDS = 7;

  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterProbe.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration TOPICS_EVERY = Duration.ofMinutes(1);
  private static final int TIMEOUT_MS = 2_000;

  private final Admin admin;
  private final Runnable topics;
  private final LongSupplier nanos;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var probe = new Thread(task, "cluster-probe");
            probe.setDaemon(true);
            return probe;
          });
  private volatile long answeredAt;
  private volatile boolean reachable = true;

  /**
   * Creates a probe that counts as answered until it has been silent.
   *
   * @param admin owned by the probe, which closes it
   * @param topics looks at the topics, now and once a minute; throws nothing
   * @param nanos monotonic clock in nanoseconds
   */
  ClusterProbe(Admin admin, Runnable topics, LongSupplier nanos) {
    this.admin = admin;
    this.topics = topics;
    this.nanos = nanos;
    this.answeredAt = nanos.getAsLong();
  }

  /** Starts asking. */
  ClusterProbe start() {
    ScheduledFuture<?> asking =
        thread.scheduleWithFixedDelay(this::ask, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    ScheduledFuture<?> looking =
        thread.scheduleWithFixedDelay(topics, 0, TOPICS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    LOGGER.atDebug().addKeyValue("cluster", asking).addKeyValue("topics", looking).log("probing");
    return this;
  }

  /** Returns true if the cluster answered in the last {@value #MAX_SILENCE_SECONDS} seconds. */
  boolean isReachable() {
    return nanos.getAsLong() - answeredAt < TimeUnit.SECONDS.toNanos(MAX_SILENCE_SECONDS);
  }

  void ask() {
    try {
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MS)).clusterId().get();
      answeredAt = nanos.getAsLong();
    } catch (ExecutionException | RuntimeException e) {
      LOGGER.atDebug().setCause(e).log("the cluster does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    announce(isReachable());
  }

  private void announce(boolean now) {
    if (now != reachable) {
      reachable = now;
      if (now) {
        LOGGER.atInfo().log("the cluster answers again");
      } else {
        LOGGER
            .atWarn()
            .addKeyValue("silentSeconds", MAX_SILENCE_SECONDS)
            .log("the cluster does not answer; the metrics are not up to date");
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
