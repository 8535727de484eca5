package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Example;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Role;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that dies and comes back, and one that does not come back. */
class BrokerLossIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;
  private final List<String> console = new CopyOnWriteArrayList<>();

  @Test
  @DisplayName("broker dies")
  void shouldSaySoonThatTheBrokerDiedAndContinueWhenItIsBack() throws Exception {
    try (var stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
        var broker = StackProcess.broker(stack)) {
      // Given
      var topics = new Topics("lost");
      var kafka = new Kafka(stack, topics);
      kafka.createTopics(1);
      try (var trainer = start(stack, topics)) {
        await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.LIVE);
        // When
        broker.kill();
        // Then
        await().atMost(SOON).until(() -> trainer.state() == Trainer.State.RECOVERING);
        assertThat(console)
            .anyMatch(line -> line.startsWith("ALARM run run: broker.unreachable: The brokers at"));
        // When
        broker.restart(List.of());
        await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.LIVE);
        kafka.produce(List.of(example("after")));
        // Then
        await()
            .atMost(Kafka.patience())
            .untilAsserted(
                () ->
                    assertThat(kafka.read(topics.predictions(), Prediction.class))
                        .extracting(Prediction::getId)
                        .containsExactly("after"));
      }
      assertThat(kafka.lastRecord("run").getState()).isEqualTo(RunState.STOPPED);
      assertThat(console).contains("run run: alarm cleared: broker.unreachable");
      assertThat(kafka.read(topics.runs(), Run.class).get(0).getState()).isEqualTo(RunState.LIVE);
      // When it dies for good
      try (var trainer = start(stack, topics)) {
        await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.LIVE);
        broker.kill();
        await().atMost(SOON).until(() -> trainer.state() == Trainer.State.RECOVERING);
        var closing = new Thread(trainer::close, "closing");
        closing.start();
        // Then the trainer ends without waiting for it
        await().atMost(SOON).until(() -> !closing.isAlive());
      }
    }
  }

  private Trainer start(LocalStack stack, Topics topics) {
    return Trainer.start(
        Configs.in(
            topics,
            Configs.of("run", "naive", stack.bootstrapServers(), stack.registryUrl(), Map.of())),
        console::add);
  }

  private static Example example(String id) {
    return Kafka.example(id, 1, "t", Role.LEARN, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
  }
}
