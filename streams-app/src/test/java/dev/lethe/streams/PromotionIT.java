package dev.lethe.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Promotion;
import dev.lethe.schemas.PromotionReason;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Serves one prediction per example on a real broker, though the app is killed. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class PromotionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
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
  void shouldServeEachExampleOnceThoughTheAppIsKilled() throws Exception {
    // Given: b is better than a, on topics of two partitions
    Topics topics = kafka.createTopics("promoted");
    Process child = start(topics);
    try (var producer = kafka.producer("promoted")) {
      producer.beginTransaction();
      kafka.send(producer, topics.runs(), Events.run("a", RunState.LIVE, 10));
      kafka.send(producer, topics.runs(), Events.run("b", RunState.LIVE, 10));
      producer.commitTransaction();
      // a is ahead of b when the app is killed
      predict(producer, topics, "a", 0, 600);
      predict(producer, topics, "b", 0, 400);
      await().atMost(PATIENCE).until(() -> offsets(topics).size() >= 300);

      // When
      child.destroyForcibly().waitFor();
      predict(producer, topics, "a", 600, 1_000);
      predict(producer, topics, "b", 400, 1_000);

      // Then
      child = start(topics);
      await().atMost(PATIENCE).until(() -> offsets(topics).size() >= 1_000);
      List<Promotion> switches =
          read(topics.promotions(), Promotion.class).stream()
              .filter(promotion -> promotion.getReason() != null)
              .toList();
      assertThat(switches)
          .extracting(Promotion::getReason)
          .containsExactly(PromotionReason.INITIAL, PromotionReason.BETTER);
      assertThat(offsets(topics)).hasSize(1_000).doesNotHaveDuplicates();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private Process start(Topics topics) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            PromotionChild.class.getName(),
            stack.bootstrapServers(),
            stack.registryUrl(),
            topics.prefix(),
            stateDir.toString(),
            "a,b")
        .redirectErrorStream(true)
        .redirectOutput(new File(stateDir.toFile(), "child.log"))
        .start();
  }

  private static void predict(
      KafkaProducer<String, byte[]> producer, Topics topics, String run, int from, int to) {
    for (int begin = from; begin < to; begin += 100) {
      producer.beginTransaction();
      for (int i = begin; i < Math.min(to, begin + 100); i++) {
        boolean right = run.equals("b") || i % 4 == 0;
        kafka.send(producer, topics.predictions(), Events.prediction(run, i, 0, right));
      }
      producer.commitTransaction();
    }
  }

  private static List<Long> offsets(Topics topics) {
    return read(topics.served(), Prediction.class).stream().map(Prediction::getOffset).toList();
  }

  private static <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    var deserializer =
        new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), false)
            .deserializer(type);
    List<T> values = new ArrayList<>();
    try (var consumer = kafka.consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> values.add(deserializer.deserialize(topic, record.value())));
      }
    }
    return values;
  }
}
