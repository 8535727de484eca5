package dev.lethe.containers;

import dev.lethe.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;
import org.testcontainers.containers.Network;

/** Brokers that are also controllers, each in a container, and every topic on three of them. */
final class KafkaCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  /** Brokers of a test live shortly: C1 code is enough, and addresses may change. */
  private static final String JAVA =
      "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dsun.net.inetaddr.ttl=1";

  private final Network replication =
      Network.builder().createNetworkCmdModifier(network -> network.withInternal(true)).build();
  private final List<Broker> brokers = new ArrayList<>();

  /** Starts brokers and waits until they are one cluster. */
  KafkaCluster(int size, String image) throws IOException {
    Map<String, String> settings = settings(size);
    try {
      for (int id = 1; id <= size; id++) {
        brokers.add(new Broker(id, settings, replication));
      }
      brokers.forEach(broker -> broker.create(image));
      awaitInSync();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Map<String, String> settings(int size) {
    int copies = Math.min(size, 3);
    String inSync = Integer.toString(Math.max(1, copies - 1));
    var settings = new HashMap<String, String>();
    settings.put("KAFKA_HEAP_OPTS", JAVA);
    settings.put("CLUSTER_ID", "4L6g3nShT-eMCtK--X86sw");
    settings.put("KAFKA_PROCESS_ROLES", "broker,controller");
    settings.put("KAFKA_LISTENERS", "CLIENTS://:9092,CONTROLLER://:9093,BROKERS://:9094");
    settings.put(
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
        "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT,BROKERS:PLAINTEXT");
    settings.put("KAFKA_INTER_BROKER_LISTENER_NAME", "BROKERS");
    settings.put("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
    settings.put(
        "KAFKA_CONTROLLER_QUORUM_VOTERS",
        IntStream.rangeClosed(1, size)
            .mapToObj(id -> "%d@%s:9093".formatted(id, Broker.host(id)))
            .collect(Collectors.joining(",")));
    for (String topic : List.of("OFFSETS_TOPIC", "TRANSACTION_STATE_LOG")) {
      settings.put("KAFKA_%s_REPLICATION_FACTOR".formatted(topic), Integer.toString(copies));
      settings.put("KAFKA_%s_NUM_PARTITIONS".formatted(topic), "6");
    }
    settings.put("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", inSync);
    settings.put("KAFKA_DEFAULT_REPLICATION_FACTOR", Integer.toString(copies));
    settings.put("KAFKA_MIN_INSYNC_REPLICAS", inSync);
    settings.put("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    settings.put("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    // Connections of an address that has gone are not closed by anybody.
    settings.put("KAFKA_REPLICA_SOCKET_TIMEOUT_MS", "10000");
    settings.put("KAFKA_CONTROLLER_SOCKET_TIMEOUT_MS", "10000");
    return settings;
  }

  String bootstrapServers() {
    return addresses(brokers);
  }

  List<Broker> brokers() {
    return brokers;
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /**
   * Creates the topics of an installation.
   *
   * @param inputs partitions of the examples
   * @param results partitions of the results
   */
  void create(Topics topics, int inputs, int results) throws Exception {
    short copies = (short) Math.min(brokers.size(), 3);
    List<NewTopic> definitions = new ArrayList<>(topics.definitions(results, copies));
    definitions.removeIf(topic -> topic.name().equals(topics.examples()));
    definitions.add(new NewTopic(topics.examples(), inputs, copies));
    try (Admin admin = admin()) {
      admin.createTopics(definitions).all().get();
    }
    awaitInSync();
  }

  /** Returns the broker that leads the first partition of a topic. */
  Broker leader(String topic) throws Exception {
    return leader(topic, bootstrapServers());
  }

  private Broker leader(String topic, String askedFirst) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", askedFirst))) {
      int leader =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .findFirst()
              .orElseThrow()
              .leader()
              .id();
      return brokers.get(leader - 1);
    }
  }

  /** Waits until all brokers are there and all copies of all partitions are in sync. */
  void awaitInSync() {
    await(
        brokers,
        brokers.size(),
        partition -> partition.isr().size() == partition.replicas().size());
  }

  /** Waits until the others lead every partition that a broker had led. */
  void awaitLeadersOtherThan(Broker gone) {
    List<Broker> others = brokers.stream().filter(broker -> broker != gone).toList();
    await(
        others, 1, partition -> partition.leader() != null && partition.leader().id() != gone.id());
  }

  /**
   * Waits until a broker that was cut off says that it leads a topic. Call it when the others name
   * another leader, because a client may ask any broker: only this one can give this answer.
   */
  void awaitClaimOf(Broker cutOff, String topic) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> leader(topic, cutOff.address()) == cutOff);
  }

  private static void await(
      List<Broker> asked, int minNodes, Predicate<TopicPartitionInfo> condition) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses(asked)))) {
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                var all = admin.listTopics(new ListTopicsOptions().listInternal(true));
                return admin.describeCluster().nodes().get().size() >= minNodes
                    && admin
                        .describeTopics(all.names().get())
                        .allTopicNames()
                        .get()
                        .values()
                        .stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(condition);
              });
    }
  }

  private static String addresses(List<Broker> brokers) {
    return brokers.stream().map(Broker::address).collect(Collectors.joining(","));
  }

  @Override
  public void close() throws IOException {
    for (Broker broker : brokers) {
      broker.close();
    }
    replication.close();
  }
}
