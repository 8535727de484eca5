package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Alarm;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A stack for runs named {@code run}, each with topics of its own. */
final class LiveRuns implements AutoCloseable {
  private LocalStack stack;
  private Admin admin;

  void open(Path directory) {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
    admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
  }

  @Override
  public void close() {
    admin.close();
    stack.close();
  }

  Admin admin() {
    return admin;
  }

  String bootstrapServers() {
    return stack.bootstrapServers();
  }

  String registryUrl() {
    return stack.registryUrl();
  }

  StackProcess registry() {
    return StackProcess.registry(stack);
  }

  /** Creates topics with one partition and returns a client of them. */
  Kafka kafka(Topics topics) {
    return kafka(topics, 1);
  }

  /** Creates topics and returns a client of them. */
  Kafka kafka(Topics topics, int partitions) {
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(partitions);
    return kafka;
  }

  RunAccess access(Topics topics) {
    return new RunAccess(
        topics, stack.bootstrapServers(), stack.registryUrl(), Map.of(), Optional.empty());
  }

  Trainer start(Topics topics, List<String> console) {
    return Trainer.start(config(topics, Map.of()), console::add);
  }

  TrainerConfig config(Topics topics, Map<String, String> settings) {
    return Configs.in(
        topics,
        Configs.of("run", "naive", stack.bootstrapServers(), stack.registryUrl(), settings));
  }

  void configure(String topic, String key, String value) throws Exception {
    var set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    admin
        .incrementalAlterConfigs(
            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(set)))
        .all()
        .get();
  }

  /** Deletes the input topic and creates it again. */
  void recreate(Topics topics) throws Exception {
    recreate(topics.examples());
  }

  /** Deletes a topic and creates it again. */
  void recreate(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    await()
        .atMost(Kafka.patience())
        .ignoreExceptionsInstanceOf(ExecutionException.class)
        .until(
            () -> {
              admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
              return true;
            });
    await()
        .atMost(Kafka.patience())
        .ignoreExceptionsMatching(e -> e.getCause() instanceof UnknownTopicOrPartitionException)
        .until(
            () -> {
              admin.describeTopics(List.of(topic)).allTopicNames().get();
              return true;
            });
  }

  void awaitLive(Trainer trainer) {
    await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.LIVE);
  }

  void awaitPredictions(Kafka kafka, Topics topics, int count) {
    await()
        .atMost(Kafka.patience())
        .untilAsserted(() -> assertThat(kafka.raw(topics.predictions())).hasSize(count));
  }

  Health newestHealth(Kafka kafka, Topics topics) {
    List<Health> health = kafka.read(topics.health(), Health.class);
    return health.get(health.size() - 1);
  }

  double lag(Kafka kafka, Topics topics) {
    List<Health> health = kafka.read(topics.health(), Health.class);
    return health.isEmpty() ? -1 : newestHealth(kafka, topics).getMetrics().get("lag");
  }

  /** Returns the texts of the newest alarms by name. */
  Map<String, String> newestAlarms(Kafka kafka, Topics topics) {
    List<Health> health = kafka.read(topics.health(), Health.class);
    return health.isEmpty()
        ? Map.of()
        : newestHealth(kafka, topics).getAlarms().stream()
            .collect(Collectors.toMap(Alarm::getName, Alarm::getText));
  }
}
