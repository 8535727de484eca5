package dev.lethe.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.TrainerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks whose runs fail. */
class LocalDeploymentIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final LearnerSpec LEARNER = LearnerSpec.builder(4, 2).build();

  @TempDir private Path directory;

  @Test
  void shouldEndWhenTheLastRunFailsAndNotBefore() {
    // Given: two trainers
    var topics = new Topics("lethe");
    StackConfig stack = StackConfig.ephemeral(directory.resolve("up"));
    try (var lethe = LocalDeployment.start(stack, topics, 0, line -> {})) {
      lethe.train("first", LEARNER, UnaryOperator.identity());
      CompletableFuture<Void> failure = CompletableFuture.runAsync(() -> awaitFailure(lethe));
      lethe.train("other", LEARNER, UnaryOperator.identity());
      // Otherwise the trainer that starts last might be the one of this stack.
      await().atMost(TIMEOUT).until(() -> isLive("first", lethe, topics));
      await().atMost(TIMEOUT).until(() -> isLive("other", lethe, topics));

      // When: another trainer takes over the first run
      try (Trainer one = takeOver("first", lethe, topics)) {
        // Then: the other one continues
        await().atMost(TIMEOUT).until(() -> hasFailed(lethe));
        await().during(Duration.ofSeconds(2)).atMost(TIMEOUT).until(() -> !failure.isDone());
        assertThat(one.failure()).isEmpty();

        // When: and then the other run
        try (Trainer two = takeOver("other", lethe, topics)) {
          // Then
          await().atMost(TIMEOUT).until(failure::isDone);
          assertThatThrownBy(failure::get)
              .isInstanceOf(ExecutionException.class)
              .hasMessageContaining("run first failed");
          assertThat(two.failure()).isEmpty();
        }
      }
    }
  }

  private static Trainer takeOver(String run, LocalDeployment lethe, Topics topics) {
    return Trainer.start(
        TrainerConfig.builder(run, topics, LEARNER)
            .bootstrapServers(lethe.bootstrapServers())
            .schemaRegistryUrl(lethe.registryUrl())
            .build());
  }

  private static boolean isLive(String run, LocalDeployment lethe, Topics topics) {
    var access =
        new RunAccess(
            topics, lethe.bootstrapServers(), lethe.registryUrl(), Map.of(), Optional.empty());
    return access.findIfPresent(run).filter(r -> r.getState() == RunState.LIVE).isPresent();
  }

  private static boolean hasFailed(LocalDeployment lethe) {
    try {
      lethe.requireHealthy();
      return false;
    } catch (IllegalStateException e) {
      return e.getMessage().equals("run first failed");
    }
  }

  private static void awaitFailure(LocalDeployment lethe) {
    try {
      lethe.awaitFailure();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
