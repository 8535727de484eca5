package dev.lethe.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStackIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String TOPIC = "words";

  @TempDir private Path directory;

  @Test
  void shouldKeepRecordsAndSchemaIdsWhenRestarted() throws Exception {
    // Given
    int first;
    int second;
    try (LocalStack stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {})) {
      assertThat(stack.isAlive()).isTrue();
      assertThat(ProcessHandle.current().children()).hasSize(2);
      createTopic(stack);
      produceInTransaction(stack, "one", "two");
      SchemaClient registry = new SchemaClient(stack.registryUrl());
      first = registry.register("First");
      second = registry.register("Second");
    }
    assertThat(ProcessHandle.current().children()).isEmpty();

    // When
    try (LocalStack stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {})) {
      // Then
      produceInTransaction(stack, "three");
      assertThat(consume(stack, 3)).containsExactly("one", "two", "three");
      SchemaClient registry = new SchemaClient(stack.registryUrl());
      assertThat(registry.schema(first)).contains("First");
      assertThat(registry.schema(second)).contains("Second");
      assertThat(registry.register("First")).isEqualTo(first);
      assertThat(registry.register("Third")).isNotIn(first, second);
      assertThat(registry.schema(second)).contains("Second");
    }
  }

  @Test
  void shouldQuoteLogAndCleanUpWhenBrokerExitsDuringStartup() throws IOException {
    // Given storage that a broker cannot read
    Path data = Files.createDirectories(directory.resolve("kafka/data"));
    Files.writeString(data.resolve("meta.properties"), "version=999\n");

    // When // Then
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> LocalStack.start(StackConfig.ephemeral(directory), line -> {}))
        .withMessageStartingWith("kafka exited during startup with exit code")
        .withMessageContainingAll(
            directory.resolve("kafka.log").toString(), "No readable meta.properties");
    assertThat(ProcessHandle.current().children()).isEmpty();
    try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
      assertThat(lock).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM"})
  // Not SIGINT: a JVM that a script has started in the background ignores it, and so do its
  // children.
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void shouldStopChildrenWhenParentIsKilledBySignal(String signal, @TempDir Path temporary)
      throws Exception {
    // Given
    Path output = temporary.resolve("output");
    Process parent = TestProcesses.start(directory, output);
    try {
      await()
          .atMost(TIMEOUT)
          .until(() -> !parent.isAlive() || Files.readString(output).contains(StackParent.READY));
      List<ProcessHandle> children = parent.children().toList();
      assertThat(children).as(Files.readString(output)).hasSize(2);

      // When
      TestProcesses.signal(signal, parent.toHandle());

      // Then
      await().atMost(TIMEOUT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(parent.waitFor()).isNotZero();
      assertThat(directory.resolve("kafka.log")).content().contains("shut down completed");
      assertThat(directory.resolve("registry.log")).content().contains("stopped in");
    } finally {
      // A parent that remains after a failure would be a child of this JVM in the next test.
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  void shouldNameTheProcessThatHasExited() throws Exception {
    // Given
    try (LocalStack stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {})) {
      assertThat(stack.failure()).isEmpty();

      // When
      TestProcesses.broker().destroyForcibly();

      // Then
      await().atMost(TIMEOUT).until(() -> stack.failure().isPresent());
      assertThat(stack.failure().orElseThrow())
          .startsWith("the broker has exited with code 137")
          .contains(directory.resolve("kafka.log").toString());
      assertThat(stack.isAlive()).isFalse();
    }
  }

  private static void createTopic(LocalStack stack) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static void produceInTransaction(LocalStack stack, String... values) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "test");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : values) {
        assertThat(producer.send(new ProducerRecord<>(TOPIC, value))).isNotNull();
      }
      producer.commitTransaction();
    }
  }

  /** Consumes with a group, so that the test includes the group coordinator. */
  private static List<String> consume(LocalStack stack, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", stack.bootstrapServers(),
            "group.id", "test",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      await()
          .atMost(TIMEOUT)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(consumed -> values.add(consumed.value()));
                return values.size() >= count;
              });
    }
    return values;
  }
}
