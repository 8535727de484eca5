package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.schemas.RunState;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {
  @Test
  void shouldRefuseARunNameThatIsNoTransactionalId() {
    assertThatThrownBy(() -> Configs.of("a b", "naive", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run: seen 'a b'");
  }

  @Test
  void shouldRefuseSettingsThatBreakExactlyOnce() {
    // Given
    var config = Configs.of("a", "naive", Map.of("consumer.isolation.level", "read_uncommitted"));
    // When / Then
    assertThatThrownBy(() -> new KafkaClients(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("isolation.level: seen 'read_uncommitted', wanted 'read_committed'");
  }

  @Test
  void shouldTakeTheTransactionTimeoutFromTheProducersSettings() {
    // Given
    var config = Configs.of("a", "naive", Map.of("producer.transaction.timeout.ms", "5000"));
    // When / Then
    assertThat(new KafkaClients(config).transactionTimeout()).hasSeconds(5);
  }

  @Test
  void shouldRefuseToContinueARunWithAnotherMethod() {
    // Given
    var known = record("er(memory=100)", 1);
    // When / Then
    assertThatThrownBy(() -> RunRecord.requireSame(known, record("er(memory=200)", 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("method")
        .hasMessageContaining("memory=100")
        .hasMessageContaining("memory=200");
  }

  @Test
  void shouldContinueARunWithTheSameSettingsAtAnotherTime() {
    RunRecord.requireSame(record("naive", 1), record("naive", 2));
  }

  private static dev.lethe.schemas.Run record(String method, long now) {
    return RunRecord.of(
        Configs.of("a", method, Map.of()),
        RunState.LIVE,
        Instant.ofEpochMilli(now),
        Instant.ofEpochMilli(now),
        null);
  }
}
