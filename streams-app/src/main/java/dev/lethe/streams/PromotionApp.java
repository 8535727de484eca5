package dev.lethe.streams;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.streams.meter.AppGauges;
import dev.lethe.streams.promotion.PromotedRuns;
import dev.lethe.streams.promotion.PromotionTopology;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Promotion as an application of Kafka Streams of its own: its errors do not stop the metrics. */
final class PromotionApp implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(PromotionApp.class);

  private final KafkaStreams streams;
  private final StreamThreadRestarts restarts;

  /** Removes the meters. */
  private final Runnable meters;

  private PromotionApp(KafkaStreams streams, StreamThreadRestarts restarts, Runnable meters) {
    this.streams = streams;
    this.meters = meters;
    this.restarts = restarts;
  }

  static PromotionApp start(
      StreamsAppConfig config,
      ClientSettings settings,
      AvroSerdes serdes,
      PromotedRuns promoted,
      int partitions,
      AppGauges gauges) {
    Properties props = settings.streams(config.promotionId());
    var streams =
        new KafkaStreams(
            PromotionTopology.build(
                config.topics(), serdes, props, promoted.rule(), promoted.runs(), partitions),
            props);
    var restarts = new StreamThreadRestarts(Clock.systemUTC(), StreamsApp.RETRY_AFTER);
    streams.setUncaughtExceptionHandler(restarts);
    Runnable meters = gauges.topology(config.promotionId(), streams);
    streams.start();
    LOGGER
        .atInfo()
        .addKeyValue("applicationId", config.promotionId())
        .addKeyValue("runs", promoted.runs())
        .log("promotion started");
    return new PromotionApp(streams, restarts, meters);
  }

  boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  Optional<Throwable> failure() {
    return restarts.failure();
  }

  @Override
  public void close() {
    meters.run();
    restarts.close();
    var options =
        CloseOptions.timeout(StreamsApp.CLOSE_LIMIT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(options)) {
      LOGGER
          .atWarn()
          .addKeyValue("limit", StreamsApp.CLOSE_LIMIT)
          .log("promotion did not end in time");
    }
  }
}
