package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerStartTest {
  @Test
  void shouldRejectAnInvalidMethodWithoutABroker() {
    // Given: no broker listens at the configured address
    TrainerConfig config = Configs.of("r", "naive+ncm(of=memory)", Map.of());

    // When, Then
    assertThatThrownBy(() -> Trainer.start(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ncm(of=memory): got a rehearsal without a memory");
  }
}
