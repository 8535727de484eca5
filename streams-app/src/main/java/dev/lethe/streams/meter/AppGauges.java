package dev.lethe.streams.meter;

import dev.lethe.monitoring.LetheMeter;
import dev.lethe.monitoring.Monitor;
import dev.lethe.streams.alert.WebhookSender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** Gauges of the streams app itself. */
public final class AppGauges {
  private final Monitor monitor;

  public AppGauges(Monitor monitor) {
    this.monitor = monitor;
    for (WebhookSender.Delivery result : WebhookSender.Delivery.values()) {
      deliveries(result); // From 0 on, so that the first one is an increase.
    }
  }

  /**
   * Exports the state and Kafka's own meters of an application of Kafka Streams.
   *
   * @return removes Kafka's meters; to be closed before the application
   */
  public Runnable topology(String application, KafkaStreams streams) {
    for (KafkaStreams.State state : KafkaStreams.State.values()) {
      LetheMeter.KAFKA_STREAMS_STATE
          .gauge(streams, each -> each.state() == state ? 1 : 0)
          .tags("application", application, "state", state.name())
          .register(monitor.registry());
    }
    var meters = new KafkaStreamsMetrics(streams, List.of(), monitor.refresher());
    meters.bindTo(monitor.registry());
    return meters::close;
  }

  /** Counts an attempt to deliver an alert. */
  public void webhook(WebhookSender.Delivery result) {
    deliveries(result).increment();
  }

  private Counter deliveries(WebhookSender.Delivery result) {
    return LetheMeter.WEBHOOK_DELIVERIES
        .counter()
        .tag("result", result.name().toLowerCase(Locale.ROOT))
        .register(monitor.registry());
  }

  /** Exports the lag of the read model. */
  public void readModel(LongSupplier lag) {
    LetheMeter.READ_MODEL_LAG.gauge(lag, LongSupplier::getAsLong).register(monitor.registry());
  }

  /** Exports the answer of {@code /readyz}. */
  public void readiness(BooleanSupplier ready) {
    LetheMeter.READY.gauge(ready, each -> each.getAsBoolean() ? 1 : 0).register(monitor.registry());
  }
}
