package dev.lethe.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Registry of the meters of one process, with those of the JVM and of the Kafka clients.
 * Thread-safe.
 */
public final class Monitor implements AutoCloseable {
  /** Media type of {@link #scrape}. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Kafka Streams puts one into the names of its clients and threads at every start. */
  private static final Pattern UUID =
      Pattern.compile("-?\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Runnable> updates = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "kafka-meters");
            thread.setDaemon(true);
            return thread;
          });
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Creates a registry with the meters of the JVM. */
  public Monitor() {
    registry.config().meterFilter(withoutNodes());
    for (String tag : List.of("client.id", "thread.id")) {
      registry
          .config()
          .meterFilter(
              MeterFilter.replaceTagValues(tag, value -> UUID.matcher(value).replaceAll("")));
    }
    List<MeterBinder> binders =
        List.of(
            collections,
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics(),
            new ResidentMemory());
    binders.forEach(binder -> binder.bindTo(registry));
  }

  /** Brokers have ids of their own in Kafka's meters, one series each; totals exist as well. */
  private static MeterFilter withoutNodes() {
    return new MeterFilter() {
      @Override
      public MeterFilterReply accept(io.micrometer.core.instrument.Meter.Id id) {
        return id.getName().startsWith("kafka.") && id.getTag("node.id") != null
            ? MeterFilterReply.DENY
            : MeterFilterReply.NEUTRAL;
      }
    };
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** Adds a task that updates meters before each scrape. */
  public void beforeScrape(Runnable update) {
    updates.add(update);
  }

  /**
   * Exports the meters of a consumer and a producer.
   *
   * @return removes the meters; to be closed before the clients
   */
  public Runnable bind(Consumer<?, ?> consumer, Producer<?, ?> producer) {
    var ofConsumer = new KafkaClientMetrics(consumer, List.of(), refresher);
    var ofProducer = new KafkaClientMetrics(producer, List.of(), refresher);
    ofConsumer.bindTo(registry);
    ofProducer.bindTo(registry);
    return () -> {
      ofConsumer.close();
      ofProducer.close();
    };
  }

  /** Returns the thread that looks for new meters of Kafka from time to time. */
  public ScheduledExecutorService refresher() {
    return refresher;
  }

  /** Returns all meters in the text format of Prometheus. */
  public synchronized String scrape() {
    updates.forEach(Runnable::run);
    return registry.scrape();
  }

  @Override
  public void close() {
    refresher.shutdownNow();
    collections.close();
    registry.close();
  }
}
