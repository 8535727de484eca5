package dev.lethe.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.TopicWatch;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failed starts of the app, against a real broker. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StreamsAppStartIT {
  @TempDir private static Path stackDir;
  private static LocalStack stack;
  private static Kafka kafka;

  @TempDir private Path stateDir;

  @BeforeAll
  static void startStack() {
    stack = LocalStack.start(StackConfig.ephemeral(stackDir.resolve("stack")), line -> {});
    kafka = new Kafka(stack);
  }

  @AfterAll
  static void closeStack() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void shouldNameMissingTopics() {
    assertThatExceptionOfType(StreamsAppException.class)
        .isThrownBy(() -> StreamsApp.start(kafka.config(new Topics("absent"), 0, stateDir)))
        .withMessageContaining(
            "absent.predictions, absent.outcomes, absent.evaluations, absent.windows")
        .withMessageContaining("absent.runs");
  }

  @Test
  @DisplayName("metrics expired")
  void shouldWarnWhenMetricsWouldExpireAndNameTheCommandThatPreventsIt() {
    // Given
    var topics = new Topics("expiring");
    String command =
        "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config cleanup.policy=compact)"
            .formatted(stack.bootstrapServers(), topics.metrics());
    try (var cluster = ClusterAdmin.connect(stack.bootstrapServers(), Map.of())) {
      new TopicAdmin(cluster).create(List.of(new NewTopic(topics.metrics(), 1, (short) 1)));
      var warnings = new ArrayList<String>();
      var check =
          new TopicWarnings(
              new TopicWatch(
                  cluster.admin(), stack.bootstrapServers(), topics, List.of(topics.metrics())),
              warnings::add);

      // When the topic is looked at twice
      check.check();
      check.check();

      // Then
      assertThat(warnings)
          .singleElement()
          .asString()
          .startsWith("expiring.metrics: got cleanup.policy=delete, expected compact")
          .endsWith(command);

      // When its policy is changed to the right one and back
      alter(cluster, topics.metrics(), "cleanup.policy", "compact");
      check.check();
      alter(cluster, topics.metrics(), "cleanup.policy", "compact,delete");
      await()
          .untilAsserted(
              () -> {
                check.check();
                assertThat(warnings).hasSize(2);
              });
    }
  }

  @Test
  void shouldLeaveNothingBehindWhenPortIsTaken() throws Exception {
    // Given
    var topics = kafka.createTopics("taken");
    try (var taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();

      // When
      assertThatExceptionOfType(StreamsAppException.class)
          .isThrownBy(() -> StreamsApp.start(kafka.config(topics, port, stateDir)))
          .withMessage("http.port: got %d, expected a free port", port);
    }

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("taken-streams"))
                    .noneMatch(name -> name.equals("lethe-read-model")));
  }

  @Test
  void shouldRefuseTopicsWithDifferentPartitionCounts() throws Exception {
    // Given
    var topics = new Topics("uneven");
    var uneven = new ArrayList<>(topics.definitions(2, (short) 1));
    uneven.removeIf(topic -> topic.name().equals(topics.health()));
    uneven.add(new NewTopic(topics.health(), 3, (short) 1));
    try (Admin admin = kafka.admin()) {
      admin.createTopics(uneven).all().get();
    }

    // When, Then
    assertThatExceptionOfType(StreamsAppException.class)
        .isThrownBy(() -> StreamsApp.start(kafka.config(topics, 0, stateDir)))
        .withMessageStartingWith("partitions: got {")
        .withMessageContaining("uneven.health=3");
  }

  private static void alter(ClusterAdmin cluster, String topic, String key, String value) {
    var set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    cluster.await(cluster.admin().incrementalAlterConfigs(Map.of(resource, List.of(set))).all());
  }
}
