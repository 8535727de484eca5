package dev.lethe.trainer;

import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates a run's Kafka clients from the user's settings and those that exactly-once requires. */
final class KafkaClients implements TopicScans {
  /** Settings that exactly-once requires. Another value from the user is an error. */
  private static final Map<String, String> REQUIRED_OF_CONSUMER =
      Map.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");

  private static final Map<String, String> REQUIRED_OF_PRODUCER =
      Map.of(
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
          ProducerConfig.ACKS_CONFIG, "all");

  /**
   * Maximum time for which the broker holds back a fetch at the end of a scanned topic. The next
   * request on that connection waits for it, as does the end of the scan.
   */
  private static final String SCAN_FETCH_MILLIS = "20";

  private static final Logger LOGGER = LoggerFactory.getLogger(KafkaClients.class);

  private final TrainerConfig config;
  private final ClientFactory factory;

  /** Receives why a scan stands still, and empty when it goes on. */
  private final java.util.function.Consumer<Optional<String>> standstills;

  KafkaClients(TrainerConfig config) {
    this(config, ClientFactory.KAFKA);
  }

  /**
   * @param factory creates clients from complete settings
   */
  KafkaClients(TrainerConfig config, ClientFactory factory) {
    this(config, factory, KafkaClients::log);
  }

  private KafkaClients(
      TrainerConfig config,
      ClientFactory factory,
      java.util.function.Consumer<Optional<String>> standstills) {
    this.config = config;
    this.factory = factory;
    this.standstills = standstills;
    // Rejects wrong settings now, not when the first client is created.
    settings("consumer.", REQUIRED_OF_CONSUMER, ConsumerConfig.GROUP_ID_CONFIG);
    settings("producer.", REQUIRED_OF_PRODUCER, ProducerConfig.TRANSACTIONAL_ID_CONFIG);
  }

  /**
   * Returns the same clients with another receiver of standstills.
   *
   * @param receiver receives from time to time why a scan stands still, and empty when it goes on;
   *     if it throws, the scan ends
   */
  KafkaClients reporting(java.util.function.Consumer<Optional<String>> receiver) {
    return new KafkaClients(config, factory, receiver);
  }

  private static void log(Optional<String> standstill) {
    standstill.ifPresentOrElse(LOGGER::warn, () -> LOGGER.info("the open transaction has ended"));
  }

  /** Returns a consumer in the run's group. Its offsets are committed by the producer only. */
  Consumer<byte[], byte[]> consumer() {
    return factory.consumer(
        settings("consumer.", REQUIRED_OF_CONSUMER, ConsumerConfig.GROUP_ID_CONFIG));
  }

  /** Returns a consumer that also reads records of open and aborted transactions. */
  Consumer<byte[], byte[]> uncommittedConsumer() {
    Map<String, Object> settings =
        settings("consumer.", REQUIRED_OF_CONSUMER, ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    return factory.consumer(settings);
  }

  /** Returns the run's transactional producer. Its initialisation fences all earlier ones. */
  Producer<byte[], byte[]> producer() {
    Map<String, Object> settings =
        settings("producer.", REQUIRED_OF_PRODUCER, ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    // Nobody reads a record before its transaction is committed, and a commit sends at once.
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "50");
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
    settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.putIfAbsent(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Topics.MAX_DEAD_LETTER_BYTES));
    return factory.producer(settings);
  }

  /** Returns a producer without transactions, for the state of a run that must not use its own. */
  Producer<byte[], byte[]> plainProducer() {
    Map<String, Object> settings =
        settings("producer.", REQUIRED_OF_PRODUCER, ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    return factory.producer(settings);
  }

  /** Returns the maximum size of a record that the producer sends, in bytes. */
  int maxRequestBytes() {
    Object size =
        settings("producer.", REQUIRED_OF_PRODUCER, ProducerConfig.TRANSACTIONAL_ID_CONFIG)
            .getOrDefault(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_DEAD_LETTER_BYTES);
    return Integer.parseInt(size.toString());
  }

  /** Returns the age at which the broker aborts an open transaction. */
  Duration transactionTimeout() {
    Object timeout =
        settings("producer.", REQUIRED_OF_PRODUCER, ProducerConfig.TRANSACTIONAL_ID_CONFIG)
            .getOrDefault(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "60000");
    return Duration.ofMillis(Long.parseLong(timeout.toString()));
  }

  /** Connects to the cluster for checks before the run starts. */
  ClusterAdmin cluster() {
    return factory.cluster(config.bootstrapServers(), adminSettings());
  }

  Admin admin() {
    return factory.admin(adminSettings());
  }

  private Map<String, Object> adminSettings() {
    Map<String, Object> settings = new HashMap<>(common());
    settings.put("bootstrap.servers", config.bootstrapServers());
    settings.putIfAbsent("client.id", config.clientId());
    return settings;
  }

  /** Returns the partitions of a topic. */
  static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /** Scans one topic with clients of its own. */
  @Override
  public void scan(
      String topic,
      IntFunction<OptionalLong> starts,
      Predicate<ConsumerRecord<byte[], byte[]>> sink) {
    try (Admin admin = admin();
        ScanClients scans = scans(admin)) {
      scans.scan(topic, starts, sink);
    }
  }

  /**
   * Returns scans of several topics, with one consumer for all of them.
   *
   * @param admin admin client of the scans, which the caller closes
   */
  ScanClients scans(Admin admin) {
    return new ScanClients(this::scanConsumer, admin, () -> standstill(admin));
  }

  private Consumer<byte[], byte[]> scanConsumer() {
    Map<String, Object> settings =
        settings("consumer.", REQUIRED_OF_CONSUMER, ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SCAN_FETCH_MILLIS);
    return factory.consumer(settings);
  }

  private Standstill standstill(Admin admin) {
    return new Standstill(
        new OpenTransactions(admin, config.bootstrapServers())::cause,
        standstills,
        System::nanoTime);
  }

  private Map<String, String> common() {
    return config.kafka().entrySet().stream()
        .filter(e -> !e.getKey().startsWith("consumer.") && !e.getKey().startsWith("producer."))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Map<String, Object> settings(String prefix, Map<String, String> required, String idKey) {
    Map<String, Object> settings = new HashMap<>(common());
    config
        .kafka()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
              }
            });
    settings.put("bootstrap.servers", config.bootstrapServers());
    settings.putIfAbsent("client.id", config.clientId());
    require(settings, idKey, config.clientId());
    required.forEach((key, value) -> require(settings, key, value));
    return settings;
  }

  private static void require(Map<String, Object> settings, String key, String value) {
    Object configured = settings.put(key, value);
    if (configured != null && !configured.equals(value)) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected '%s' or nothing: exactly-once requires it"
              .formatted(key, configured, value));
    }
  }
}
