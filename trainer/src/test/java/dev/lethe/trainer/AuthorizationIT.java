package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that lack a right: they fail with the name of the resource, on the runs topic too. */
class AuthorizationIT {
  @TempDir static Path directory;
  private static LocalStack stack;
  private static StackProcess broker;
  private static Admin admin;

  private final List<String> console = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startStack() throws Exception {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
    broker = StackProcess.broker(stack);
    broker.kill();
    broker.restart(
        List.of(
            "",
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found=true"));
    admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
    await()
        .atMost(Kafka.patience())
        .ignoreExceptions()
        .until(() -> admin.describeCluster().nodes().get().size() == 1);
  }

  @AfterAll
  static void stopStack() {
    admin.close();
    broker.close();
    stack.close();
  }

  @Test
  @DisplayName("one ACL missing")
  void shouldFailWithTheTopicsNameWhenAnOutputMayNotBeWritten() throws Exception {
    // Given
    var topics = new Topics("unwritable");
    var kafka = kafka(topics);
    deny(ResourceType.TOPIC, topics.evaluations(), AclOperation.WRITE);
    kafka.produce(Kafka.twoTasks(20, 7));
    // When
    try (var trainer = start(topics)) {
      trainer.await();
    }
    // Then
    assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.FAILED);
    assertThat(kafka.lastRecord("run").getReason())
        .isEqualTo(
            "Not authorized for topic unwritable.evaluations: expected the operation READ or WRITE to be allowed for the trainer's user");
  }

  @Test
  @DisplayName("one of two runs may not")
  void shouldFailAtOnceWhenTransactionsOfOneOfTwoRunsAreNotAllowed() throws Exception {
    // Given
    var topics = new Topics("untransacted");
    var kafka = kafka(topics);
    deny(ResourceType.TRANSACTIONAL_ID, "untransacted-run-run", AclOperation.WRITE);
    // When
    try (var allowed = start("allowed", topics);
        var trainer = start(topics)) {
      trainer.await();
      kafka.produce(Kafka.twoTasks(20, 7));
      // Then the other run continues
      await().atMost(Kafka.patience()).until(() -> kafka.count(topics.windows(), "allowed") == 4);
      assertThat(allowed.state()).isEqualTo(Trainer.State.LIVE);
    }
    assertThat(console)
        .containsExactly(
            "run run failed: Not authorized for transactional id untransacted-run-run: expected the operation WRITE to be allowed for the trainer's user");
    assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.FAILED);
  }

  @Test
  @DisplayName("failed but LIVE")
  void shouldPublishThatTheRunFailedWhenItLosesTheRightToTransactions() throws Exception {
    // Given
    var topics = new Topics("revoked");
    var kafka = kafka(topics);
    try (var trainer = start(topics)) {
      await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.LIVE);
      // When
      deny(ResourceType.TRANSACTIONAL_ID, "revoked-run-run", AclOperation.WRITE);
      kafka.produce(Kafka.twoTasks(20, 7));
      // Then
      trainer.await();
      assertThat(trainer.state()).isEqualTo(Trainer.State.FAILED);
    }
    assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.FAILED);
    assertThat(kafka.lastRecord("run").getReason()).contains("transactional id revoked-run-run");
  }

  private Trainer start(Topics topics) {
    return start("run", topics);
  }

  private Trainer start(String run, Topics topics) {
    return Trainer.start(
        Configs.in(
            topics,
            Configs.of(run, "naive", stack.bootstrapServers(), stack.registryUrl(), Map.of())),
        console::add);
  }

  private static Kafka kafka(Topics topics) {
    var kafka = new Kafka(stack, topics);
    kafka.createTopics(1);
    return kafka;
  }

  private static void deny(ResourceType type, String name, AclOperation operation)
      throws Exception {
    var resource = new ResourcePattern(type, name, PatternType.LITERAL);
    admin
        .createAcls(
            List.of(
                Acls.of(resource, operation, AclPermissionType.DENY),
                Acls.of(resource, AclOperation.ALL, AclPermissionType.ALLOW)))
        .all()
        .get();
  }
}
