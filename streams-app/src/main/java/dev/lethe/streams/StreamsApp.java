package dev.lethe.streams;

import dev.lethe.monitoring.Monitor;
import dev.lethe.schemas.Alert;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.Component;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.schemas.TopicWatch;
import dev.lethe.schemas.Topics;
import dev.lethe.streams.alert.Webhook;
import dev.lethe.streams.alert.WebhookSender;
import dev.lethe.streams.meter.AppGauges;
import dev.lethe.streams.meter.RunGauges;
import dev.lethe.streams.readmodel.ReadModel;
import dev.lethe.streams.readmodel.ReadModelFeed;
import dev.lethe.streams.readmodel.RunBoard;
import dev.lethe.streams.readmodel.Source;
import dev.lethe.streams.topology.MetricsTopology;
import dev.lethe.streams.web.Probes;
import dev.lethe.streams.web.WebServer;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topology, read model and web server of one installation. They run until closed. */
public final class StreamsApp implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(StreamsApp.class);
  static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
  static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final RunBoard board;
  private final Monitor monitor;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private StreamThreadRestarts restarts;
  private KafkaStreams streams;
  private PromotionApp promotion;
  private ReadModelFeed feed;
  private ClusterProbe cluster;
  private WebServer web;

  private StreamsApp(StreamsAppConfig config, Monitor monitor) {
    this.monitor = monitor;
    Topics topics = config.topics();
    board =
        new RunBoard(
            new Source(
                config.bootstrapServers(), topics.prefix(), topics.examples(), topics.metrics()));
  }

  /**
   * Checks the topics, starts all parts and returns when the web server answers. The app may not be
   * ready yet.
   *
   * @throws StreamsAppException if topics are missing, the cluster does not answer or the port is
   *     in use; all parts are closed then
   */
  public static StreamsApp start(StreamsAppConfig config) {
    var monitor = new Monitor();
    StreamsApp app = start(config, monitor);
    app.parts.addLast(monitor);
    return app;
  }

  /**
   * Starts the app as {@link #start(StreamsAppConfig)} does, with a monitor that other parts of the
   * process may share.
   *
   * @param monitor exports the meters at {@code /metrics}
   */
  public static StreamsApp start(StreamsAppConfig config, Monitor monitor) {
    var app = new StreamsApp(config, monitor);
    boolean started = false;
    try {
      app.startParts(config);
      started = true;
    } finally {
      if (!started) {
        app.close();
      }
    }
    LOGGER
        .atInfo()
        .addKeyValue("applicationId", config.applicationId())
        .addKeyValue("dashboard", app.dashboard())
        .log("streams app started");
    return app;
  }

  private void startParts(StreamsAppConfig config) {
    var settings = new ClientSettings(config);
    Map<String, Uuid> topicIds;
    int partitions;
    try (var connection = ClusterAdmin.connect(config.bootstrapServers(), settings.admin())) {
      var check = new TopicCheck(connection, config.topics());
      topicIds = check.run();
      if (!config.alerts().rules().isEmpty()) {
        check.require(config.topics().alerts());
      }
      partitions = check.partitions();
    } catch (KafkaException e) {
      throw new StreamsAppException(
          "bootstrap.servers: got %s, expected a cluster that answers: %s"
              .formatted(config.bootstrapServers(), e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      throw new StreamsAppException(e.getMessage(), e);
    }
    // Kafka's settings may include the registry client's, under Confluent's names.
    var registry = new ConfluentSchemaRegistry(config.schemaRegistryUrl(), config.kafka());
    var serdes = new AvroSerdes(registry, true);
    requireAccess(serdes, config);

    restarts = new StreamThreadRestarts(Clock.systemUTC(), RETRY_AFTER);
    Properties props = settings.streams();
    streams =
        new KafkaStreams(
            MetricsTopology.build(
                config.topics(), serdes, props, topicIds, config.alerts().rules()),
            props);
    streams.setUncaughtExceptionHandler(restarts);
    parts.push(this::closeStreams);
    parts.push(restarts);
    var gauges = new AppGauges(monitor);
    Runnable meters = gauges.topology(config.applicationId(), streams);
    parts.push(meters::run);
    streams.start();

    config
        .promotion()
        .ifPresent(
            runs -> {
              promotion = PromotionApp.start(config, settings, serdes, runs, partitions, gauges);
              parts.push(promotion);
            });

    cluster = probe(config, Admin.create(settings.admin()));
    parts.push(cluster);

    feed =
        new ReadModelFeed(
            () -> consumer(settings.readModel()), config.topics(), serdes, board, RETRY_AFTER);
    parts.push(feed);
    feed.start();

    startWebhooks(config, settings, serdes, gauges);
    gauges.readModel(feed::lag);
    gauges.readiness(this::isReady);
    monitor.beforeScrape(new RunGauges(board, Clock.systemUTC(), monitor.registry()));

    web = serve(config);
    parts.push(web);
  }

  private static ClusterProbe probe(StreamsAppConfig config, Admin admin) {
    var watch =
        new TopicWatch(
            admin,
            config.bootstrapServers(),
            config.topics(),
            Component.STREAMS.topics(config.topics()));
    var warnings = new TopicWarnings(watch, LOGGER::warn);
    return new ClusterProbe(admin, warnings::check, System::nanoTime).start();
  }

  private void startWebhooks(
      StreamsAppConfig config, ClientSettings settings, AvroSerdes serdes, AppGauges gauges) {
    var client = HttpClient.newBuilder().connectTimeout(RETRY_AFTER.multipliedBy(10)).build();
    for (Webhook webhook : config.alerts().webhooks()) {
      var sender =
          new WebhookSender(
              webhook,
              config.topics().alerts(),
              () -> consumer(settings.webhook(webhook.id())),
              serdes.deserializer(Alert.class),
              client,
              gauges::webhook,
              RETRY_AFTER);
      parts.push(sender);
      sender.start();
    }
  }

  /** Fails now if the registry rejects the credentials; if it is down, the app waits for it. */
  private static void requireAccess(AvroSerdes serdes, StreamsAppConfig config) {
    try {
      serdes.prepare(config.topics().metrics(), RunMetrics.getClassSchema());
    } catch (SchemaRegistry.AccessDeniedException e) {
      throw new StreamsAppException(e.getMessage(), e);
    } catch (SchemaRegistry.RegistryUnavailableException e) {
      LOGGER.atWarn().setCause(e).log("schema registry does not answer, waiting for it");
    }
  }

  private WebServer serve(StreamsAppConfig config) {
    try {
      return WebServer.start(config.web(), board, new AppProbes());
    } catch (JavalinBindException e) {
      throw new StreamsAppException(
          "http.port: got %d, expected a free port".formatted(config.web().port()), e);
    }
  }

  /** Returns the address of the dashboard on this machine; the REST paths are below it. */
  public URI dashboard() {
    return web.uri();
  }

  /** Returns the runs and their newest metrics, as published on the metrics topic. */
  public ReadModel readModel() {
    return board;
  }

  /**
   * Returns true if the cluster answers, the topology runs and the read model has read all records
   * from before.
   */
  public boolean isReady() {
    return cluster.isReachable()
        && streams.state() == KafkaStreams.State.RUNNING
        && (promotion == null || promotion.isRunning())
        && feed.isCaughtUp();
  }

  /** Returns the error that ended the topology or the read model; a restart does not help. */
  public Optional<Throwable> failure() {
    return restarts
        .failure()
        .or(feed::failure)
        .or(() -> Optional.ofNullable(promotion).flatMap(PromotionApp::failure));
  }

  /** Stops all parts in reverse order of their start, within about a minute. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOGGER.atWarn().setCause(e).log("could not close a part of the streams app");
      }
    }
  }

  private void closeStreams() {
    // Leaves the group, so that the next start need not wait for a session timeout.
    var options =
        CloseOptions.timeout(CLOSE_LIMIT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(options)) {
      LOGGER.atWarn().addKeyValue("limit", CLOSE_LIMIT).log("stream threads did not end in time");
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private final class AppProbes implements Probes {
    @Override
    public boolean isReady() {
      return StreamsApp.this.isReady();
    }

    @Override
    public boolean isLive() {
      return !streams.state().hasCompletedShutdown() && !streams.state().isShuttingDown();
    }

    @Override
    public String metrics() {
      return monitor.scrape();
    }
  }
}
