package dev.lethe.cli.command;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.cli.command.SecuredClient.Background;
import dev.lethe.schemas.Component;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stack with a {@link SecuredBroker}, and a user for each component with its permissions. */
final class SecuredCluster implements AutoCloseable {
  static final Topics TOPICS = new Topics("lethe");

  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private final Path directory;
  private final AtomicInteger starts = new AtomicInteger();
  private final LocalStack stack;
  private final SecuredBroker broker;
  private final Map<Component, SecuredUser> users = new EnumMap<>(Component.class);

  SecuredCluster(Path directory) throws Exception {
    this.directory = directory;
    stack = LocalStack.start(StackConfig.ephemeral(directory.resolve("up")), line -> {});
    broker = new SecuredBroker(stack);
    for (Component component : Component.values()) {
      users.put(component, broker.user(name(component)));
      for (PermissionLine line : PermissionLine.all(component).toList()) {
        allow(line);
      }
    }
  }

  SecuredBroker broker() {
    return broker;
  }

  SecuredUser user(Component component) {
    return users.get(component);
  }

  SecuredClient as(Component component, SecuredListener listener) throws IOException {
    return as(users.get(component).properties(listener), listener);
  }

  SecuredClient as(Path properties, SecuredListener listener) {
    return new SecuredClient(properties, broker.bootstrapServers(listener), stack.registryUrl());
  }

  Background train(SecuredClient trainer, String run) {
    return trainer.start(
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

  Background streams(SecuredClient streams, String... more) {
    Path state = directory.resolve("state-" + starts.incrementAndGet());
    List<String> arguments =
        new ArrayList<>(List.of("streams", "--port=0", "--state-dir=" + state));
    arguments.addAll(List.of(more));
    return streams.start(arguments.toArray(String[]::new));
  }

  void produce(SecuredClient producer) throws IOException {
    producer.succeed(producing());
  }

  /** Returns the command that sends examples of two tasks. */
  String[] producing() throws IOException {
    String row = "%d,0.5,1.5,-1,%s\n";
    String rows =
        IntStream.range(0, 80)
            .mapToObj(i -> row.formatted(i % 2, i % 2 == 0 ? "a" : "b"))
            .collect(joining());
    Path table = Files.writeString(directory.resolve("t.csv"), rows);
    return new String[] {
      "produce", "--dataset=csv", "--scenario=as-is", "--header=no", "--data-dir=" + table
    };
  }

  void sendUnreadable(String topic) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "stranger", "no Avro")).get();
    }
  }

  void allow(PermissionLine line) throws Exception {
    broker.admin().createAcls(List.of(acl(line))).all().get();
  }

  void forbid(PermissionLine line) throws Exception {
    broker.admin().deleteAcls(List.of(acl(line).toFilter())).all().get();
  }

  /** Deletes the topics whose names start so. */
  void deleteTopics(String prefix) throws Exception {
    List<String> names =
        broker.admin().listTopics().names().get().stream()
            .filter(name -> name.startsWith(prefix))
            .toList();
    broker.admin().deleteTopics(names).all().get();
  }

  private static AclBinding acl(PermissionLine line) {
    return new AclBinding(
        line.resource(),
        new AccessControlEntry(
            "User:" + name(line.component()), "*", line.operation(), AclPermissionType.ALLOW));
  }

  /** Each kind of component ends by itself, with one line that has no secret. */
  void requireRefusal(SecuredListener listener, Path properties, String message) throws Exception {
    SecuredClient client = as(properties, listener);
    for (Background start :
        List.of(client.start("topics"), train(client, "refused"), streams(client))) {
      Result end = start.await(TIMEOUT);
      assertThat(end.code()).isPositive();
      assertThat(end.err().strip())
          .startsWith("lethe: ")
          .contains(message)
          .hasLineCount(1)
          .doesNotContain(SecuredBroker.SECRET, "wr0ng");
    }
  }

  static String name(Component component) {
    return component.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    broker.close();
    stack.close();
  }
}
