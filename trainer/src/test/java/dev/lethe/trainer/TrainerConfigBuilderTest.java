package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainerConfigBuilderTest {
  private static final LearnerSpec LEARNER = LearnerSpec.builder(8, 4).build();

  @Test
  void shouldKeepEveryValueInABuilderFromAConfiguration() {
    // Given a configuration without any default
    TrainerConfig config =
        TrainerConfig.builder("a", new Topics("other"), LEARNER)
            .scorecard(Optional.of(Configs.SMALL))
            .bootstrapServers("localhost:1")
            .schemaRegistryUrl("http://localhost:2")
            .registerSchemas(false)
            .start(TrainerConfig.Start.LATEST)
            .commitInterval(Duration.ofMillis(7))
            .maxAhead(Duration.ofHours(3))
            .kafka(Map.of("client.rack", "r"))
            .build();
    // When / Then
    assertThat(config.toBuilder().build()).isEqualTo(config);
  }

  @Test
  void shouldRequireTheAddressesOfKafkaAndOfTheRegistry() {
    var builder = TrainerConfig.builder("a", new Topics("lethe"), LEARNER);
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("bootstrap.servers: got nothing, expected an address");
    assertThatIllegalArgumentException()
        .isThrownBy(builder.bootstrapServers("localhost:1")::build)
        .withMessage("schema.registry.url: got nothing, expected an address");
  }
}
