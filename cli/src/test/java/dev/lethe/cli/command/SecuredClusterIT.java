package dev.lethe.cli.command;

import static dev.lethe.cli.command.SecuredCluster.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.cli.command.SecuredClient.Background;
import dev.lethe.schemas.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All commands on ports with TLS, each component with a user of its own that has exactly its
 * permissions. The authorizer's log shows that each of them is used, and that none is missing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredClusterIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private static final AtomicInteger LACKING = new AtomicInteger();

  @TempDir private static Path directory;
  private static SecuredCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new SecuredCluster(directory);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @Order(1)
  void shouldNeedAllPermissionsOfEachComponentAndNoOthers() throws Exception {
    // Given topics, the streams app and two runs
    SecuredClient operator = client(Component.OPERATOR);
    SecuredClient trainer = client(Component.TRAINER);
    operator.succeed("topics", "--create");
    Background streams = cluster.streams(client(Component.STREAMS), "--promote-runs=first,other");
    List<Background> runs =
        List.of(cluster.train(trainer, "first"), cluster.train(trainer, "other"));
    cluster.produce(client(Component.PRODUCER));
    cluster.sendUnreadable(TOPICS.examples());
    cluster.sendUnreadable(TOPICS.predictions());
    cluster.produce(client(Component.PRODUCER));
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(operator.succeed("runs"))
                    .containsPattern("first +LIVE")
                    .contains("other"));
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(operator.succeed("promote")).contains("served: first"));

    // When each command runs
    operator.succeed("inspect", "first");
    operator.succeed("export", "first", "--to=" + directory.resolve("m.safetensors"));
    operator.succeed("replay", "first");
    operator.succeed("pause", "first");
    operator.succeed("resume", "first");
    operator.succeed("promote", "other");
    operator.succeed("dead-letters", "list");
    operator.succeed("dead-letters", "replay");
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(operator.succeed("promote")).contains("served: other"));
    for (Background run : runs) {
      run.stop();
    }
    streams.stop();
    runAgain(trainer, operator, "first");
    compare(client(Component.COMPARE));

    // Then
    var log = AuthorizerLog.read(cluster.broker().log());
    for (Component component : Component.values()) {
      String user = SecuredCluster.name(component);
      assertThat(log.denied(user, component.optional(TOPICS)))
          .as("denied to %s", component)
          .isEmpty();
      assertThat(log.unused(user, component.permissions(TOPICS)))
          .as("not used by %s", component)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SecuredListener.class,
      names = {"CERTIFICATE", "TOKEN"})
  @Order(2)
  void shouldWorkWithCertificatesAndTokens(SecuredListener listener) throws Exception {
    // Given the admin client, producer, consumers and streams of all components
    SecuredClient operator = cluster.as(Component.OPERATOR, listener);
    SecuredClient trainer = cluster.as(Component.TRAINER, listener);
    String run = "by-" + listener.name().toLowerCase(Locale.ROOT);
    operator.succeed("topics");
    Background streams =
        cluster.streams(
            cluster.as(Component.STREAMS, listener), "--promote-runs=%s,other".formatted(run));
    Background training = cluster.train(trainer, run);
    cluster.produce(cluster.as(Component.PRODUCER, listener));

    // When each reads what another has written
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(operator.succeed("runs")).containsPattern(run + " +LIVE"));
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> assertThat(operator.succeed("promote")).contains(run + ": not compared yet"));
    operator.succeed("dead-letters", "replay");
    training.stop();
    streams.stop();

    // Then
    assertThat(operator.succeed("inspect", run)).contains(run);
    cluster
        .as(Component.COMPARE, listener)
        .succeed("fork", run, "--run=fork-of-" + run, "--prepare");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PASSWORD | sasl.jaas.config: got credentials that the broker at localhost
          TOKEN    | command.config: got settings with which no client of Kafka starts, expected valid ones
          """)
  @Order(3)
  void shouldEndTheStartInOneSentenceWhenTheSecretIsWrong(SecuredListener listener, String message)
      throws Exception {
    Path wrong = cluster.user(Component.TRAINER).properties(listener, "wr0ng");
    cluster.requireRefusal(listener, wrong, message);
  }

  @Test
  @Order(3)
  void shouldEndTheStartInOneSentenceWhenTheTokenIsForOthers() throws Exception {
    SecuredUser trainer =
        cluster.user(Component.TRAINER).withTokensOf(cluster.broker().issuer("/other-audience"));
    cluster.requireRefusal(
        SecuredListener.TOKEN,
        trainer.properties(SecuredListener.TOKEN),
        "sasl.jaas.config: got credentials that the broker at localhost");
  }

  @Test
  @Order(3)
  void shouldEndTheStartInOneSentenceWhenTheCertificateHasExpired() throws Exception {
    Path expired =
        cluster.broker().authority().issue("expired", "-startdate", "-3d", "-validity", "1");
    cluster.requireRefusal(
        SecuredListener.CERTIFICATE,
        cluster.user(Component.TRAINER).withKey(expired).properties(SecuredListener.CERTIFICATE),
        "expected a certificate of ours that it accepts (ssl.keystore.location)");
  }

  @Test
  @Order(3)
  void shouldEndTheStartInOneSentenceWhenTheAuthorityIsUnknown() throws Exception {
    // Given
    var stranger = new TestAuthority(directory.resolve("stranger"));
    SecuredUser trainer = cluster.user(Component.TRAINER);

    // When, Then
    cluster.requireRefusal(
        SecuredListener.CERTIFICATE,
        trainer.withKey(stranger.issue("stranger")).properties(SecuredListener.CERTIFICATE),
        "expected a certificate of ours that it accepts (ssl.keystore.location)");
    for (SecuredListener each : SecuredListener.values()) {
      cluster.requireRefusal(
          each,
          trainer.trusting(stranger.trusted()).properties(each),
          "expected one for its host name that ssl.truststore.location contains");
    }
  }

  static Stream<PermissionLine> linesOfProducerAndTrainer() {
    return Stream.of(Component.PRODUCER, Component.TRAINER).flatMap(PermissionLine::all);
  }

  @ParameterizedTest
  @MethodSource("linesOfProducerAndTrainer")
  @Order(4)
  @DisplayName("one ACL missing")
  void shouldFailWithTheResourceWhenOnePermissionIsMissing(PermissionLine line) throws Exception {
    // Given
    String run = "lacks-" + LACKING.incrementAndGet();
    var missing = new MissingPermission(cluster, line);
    cluster.forbid(line);
    try {
      // When
      Result end = missing.end(run);

      // Then
      assertThat(end.code()).isPositive();
      assertThat(end.err()).contains(missing.named(run));
      if (missing.isPublished()) {
        assertThat(client(Component.OPERATOR).succeed("runs")).containsPattern(run + " +FAILED");
      }
    } finally {
      cluster.allow(line);
    }
  }

  static Stream<PermissionLine> linesOfStreams() {
    return PermissionLine.sample(Component.STREAMS);
  }

  @ParameterizedTest
  @MethodSource("linesOfStreams")
  @Order(5)
  @DisplayName("streams without an ACL")
  void shouldEndTheStreamsAppWithTheResourceWhenOnePermissionIsMissing(PermissionLine line)
      throws Exception {
    // Given a run that is served, and new records in each input
    cluster.forbid(line);
    if (line.operation() == AclOperation.CREATE) {
      // It is needed once, for the changelogs.
      cluster.deleteTopics(line.resource().name());
    }
    Background run = cluster.train(client(Component.TRAINER), "other");
    try {
      cluster.sendUnreadable(TOPICS.predictions());
      cluster.produce(client(Component.PRODUCER));

      // When
      Result end =
          cluster.streams(client(Component.STREAMS), "--promote-runs=first,other").await(TIMEOUT);

      // Then
      assertThat(end.code()).isEqualTo(1);
      assertThat(end.err()).contains(line.resource().name());
    } finally {
      run.stop();
      cluster.allow(line);
    }
  }

  private static SecuredClient client(Component component) throws IOException {
    return cluster.as(component, SecuredListener.PASSWORD);
  }

  /** A second start reads what the first one has written. */
  private static void runAgain(SecuredClient trainer, SecuredClient operator, String run)
      throws Exception {
    Background again = cluster.train(trainer, run);
    await()
        .atMost(TIMEOUT)
        .until(
            () -> again.isDone() || operator.succeed("runs").matches("(?s).*" + run + " +LIVE.*"));
    assertThat(again.stop().err()).contains("interrupted");
  }

  private static void compare(SecuredClient compare) throws IOException {
    compare.succeed(
        "compare",
        "--input=" + TOPICS.examples(),
        "--method=naive",
        "--method=er(memory=10)",
        "--seeds=2",
        "--batch-size=4",
        "--out=" + directory.resolve("comparison"));
    compare.succeed("fork", "first", "--run=forked", "--prepare");
    Path ids = Files.writeString(directory.resolve("ids"), "none\n");
    compare.run(
        "forget", "forked", "--ids=" + ids, "--manifest=" + directory.resolve("manifest.json"));
  }
}
