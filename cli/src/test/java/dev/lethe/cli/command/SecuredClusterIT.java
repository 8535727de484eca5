package dev.lethe.cli.command;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Component;
import dev.lethe.schemas.Component.Permission;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * All commands on a port with SASL_SSL, each component with a user of its own that has exactly its
 * permissions. The authorizer's log shows that each of them is used, and that none is missing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredClusterIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final Topics TOPICS = new Topics("lethe");

  @TempDir private static Path directory;
  private static LocalStack stack;
  private static SecuredBroker broker;
  private static final Map<Component, Path> USERS = new EnumMap<>(Component.class);

  private final List<Thread> running = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("up")), line -> {});
    broker = new SecuredBroker(stack);
    for (Component component : Component.values()) {
      USERS.put(component, broker.user(name(component)));
      broker.admin().createAcls(acls(component)).all().get();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
    stack.close();
  }

  @Test
  @Order(1)
  void shouldNeedAllPermissionsOfEachComponentAndNoOthers() throws Exception {
    // Given topics, the streams app and two runs
    succeed(Component.OPERATOR, "topics", "--create");
    FutureTask<Result> streams =
        start(
            Component.STREAMS,
            "streams",
            "--promote-runs=first,other",
            "--port=0",
            "--state-dir=" + directory.resolve("state"));
    List<FutureTask<Result>> runs = List.of(train("first"), train("other"));
    produce();
    sendUnreadable(TOPICS.examples());
    sendUnreadable(TOPICS.predictions());
    produce();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> assertThat(operator("runs")).containsPattern("first +LIVE").contains("other"));
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(operator("promote")).contains("served: first"));

    // When each command runs
    operator("inspect", "first");
    operator("export", "first", "--to=" + directory.resolve("m.safetensors"));
    operator("replay", "first");
    operator("pause", "first");
    operator("resume", "first");
    operator("promote", "other");
    operator("dead-letters", "list");
    operator("dead-letters", "replay");
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(operator("promote")).contains("served: other"));
    running.forEach(Thread::interrupt);
    for (FutureTask<Result> run : runs) {
      run.get();
    }
    streams.get();
    runAgain("first");
    compare();

    // Then
    var log = AuthorizerLog.read(broker.log());
    for (Component component : Component.values()) {
      assertThat(log.denied(name(component), component.optional(TOPICS)))
          .as("denied to %s", component)
          .isEmpty();
      assertThat(log.unused(name(component), component.permissions(TOPICS)))
          .as("not used by %s", component)
          .isEmpty();
    }
  }

  @Test
  @Order(2)
  @DisplayName("streams without an ACL")
  void shouldEndTheStreamsAppWithTheResourceWhenAPermissionIsMissing() throws Exception {
    // Given
    broker
        .admin()
        .deleteAcls(
            List.of(
                new AclBindingFilter(
                    new ResourcePatternFilter(
                        ResourceType.TOPIC, TOPICS.metrics(), PatternType.LITERAL),
                    new AccessControlEntryFilter(
                        "User:streams", null, AclOperation.WRITE, AclPermissionType.ALLOW))))
        .all()
        .get();
    sendUnreadable(TOPICS.predictions());
    FutureTask<Result> streams =
        start(
            Component.STREAMS, "streams", "--port=0", "--state-dir=" + directory.resolve("state"));
    FutureTask<Result> run = train("another");

    // When
    Result end = streams.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);

    // Then
    assertThat(end.code()).isEqualTo(1);
    assertThat(end.err()).contains(TOPICS.metrics());
    running.forEach(Thread::interrupt);
    run.get();
  }

  /** A second start reads what the first one has written. */
  private void runAgain(String run) throws Exception {
    FutureTask<Result> again = train(run);
    await()
        .atMost(TIMEOUT)
        .until(() -> again.isDone() || operator("runs").matches("(?s).*" + run + " +LIVE.*"));
    running.get(running.size() - 1).interrupt();
    assertThat(again.get().err()).contains("interrupted");
  }

  private void compare() throws Exception {
    succeed(
        Component.COMPARE,
        "compare",
        "--input=" + TOPICS.examples(),
        "--method=naive",
        "--method=er(memory=10)",
        "--seeds=2",
        "--batch-size=4",
        "--out=" + directory.resolve("comparison"));
    succeed(Component.COMPARE, "fork", "first", "--run=forked", "--prepare");
    Path ids = Files.writeString(directory.resolve("ids"), "none\n");
    run(
        Component.COMPARE,
        "forget",
        "forked",
        "--ids=" + ids,
        "--manifest=" + directory.resolve("manifest.json"));
  }

  private FutureTask<Result> train(String run) {
    return start(
        Component.TRAINER,
        "train",
        "--run=" + run,
        "--method=naive",
        "--features=4",
        "--classes=2",
        "--batch-size=4",
        "--holdout-share=0.3",
        "--checkpoint-steps=2",
        "--checkpoints=" + directory.resolve("checkpoints"));
  }

  private void produce() throws Exception {
    String row = "%d,0.5,1.5,-1,%s\n";
    String rows =
        IntStream.range(0, 80)
            .mapToObj(i -> row.formatted(i % 2, i % 2 == 0 ? "a" : "b"))
            .collect(joining());
    Path table = Files.writeString(directory.resolve("t.csv"), rows);
    succeed(
        Component.PRODUCER,
        "produce",
        "--dataset=csv",
        "--scenario=as-is",
        "--header=no",
        "--data-dir=" + table);
  }

  private static void sendUnreadable(String topic) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "stranger", "no Avro")).get();
    }
  }

  private static String operator(String... arguments) {
    return succeed(Component.OPERATOR, arguments);
  }

  private static String succeed(Component component, String... arguments) {
    Result result = run(component, arguments);
    assertThat(result.code()).as(arguments[0] + ": " + result.err()).isZero();
    return result.out();
  }

  private FutureTask<Result> start(Component component, String... arguments) {
    var task = new FutureTask<>(() -> run(component, arguments));
    var thread = new Thread(task, arguments[0]);
    thread.start();
    running.add(thread);
    return task;
  }

  private static Result run(Component component, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--bootstrap-server=" + broker.bootstrapServers());
    all.add("--command-config=" + USERS.get(component));
    if (!List.of("topics", "dead-letters").contains(arguments[0])) {
      all.add("--schema-registry-url=" + stack.registryUrl());
    }
    return Result.of(all.toArray(String[]::new));
  }

  private static List<AclBinding> acls(Component component) {
    List<AclBinding> acls = new ArrayList<>();
    for (Permission permission : component.permissions(TOPICS)) {
      permission
          .operations()
          .forEach(
              operation ->
                  acls.add(
                      new AclBinding(
                          permission.resource(),
                          new AccessControlEntry(
                              "User:" + name(component),
                              "*",
                              operation,
                              AclPermissionType.ALLOW))));
    }
    return acls;
  }

  private static String name(Component component) {
    return component.name().toLowerCase(Locale.ROOT);
  }
}
