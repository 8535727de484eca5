package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.schemas.GeneratedClasses;
import dev.lethe.schemas.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerConfigTest {
  static {
    // A test copies a record with a builder before there is any serde.
    GeneratedClasses.trust();
  }

  @Test
  void shouldRefuseARunNameThatIsNoTransactionalId() {
    assertThatThrownBy(() -> Configs.of("a b", "naive", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run: got 'a b'");
  }

  @Test
  void shouldRefuseSettingsThatBreakExactlyOnce() {
    // Given
    var config = Configs.of("a", "naive", Map.of("consumer.isolation.level", "read_uncommitted"));
    // When / Then
    assertThatThrownBy(() -> new KafkaClients(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("isolation.level: got 'read_uncommitted', expected 'read_committed'");
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
    assertThatThrownBy(() -> RunContinuation.requireSame(known, record("er(memory=200)", 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("method")
        .hasMessageContaining("memory=100")
        .hasMessageContaining("memory=200");
  }

  @Test
  void shouldContinueARunWithTheSameSettingsAtAnotherTime() {
    RunContinuation.requireSame(record("naive", 1), record("naive", 2));
  }

  @Test
  void shouldContinueARunWithAnotherScorecardAndRecordIt() {
    // Given
    var off = record(Configs.scored(Optional.empty(), Configs.of("a", "naive", Map.of())), 1);
    var full =
        record(Configs.scored(Optional.of(Configs.SMALL), Configs.of("a", "naive", Map.of())), 2);
    // When / Then
    RunContinuation.requireSame(off, full);
    assertThat(off.getSettings()).containsEntry("scorecard", "off");
    assertThat(full.getSettings())
        .containsEntry(
            "scorecard",
            "stability+fresh(holdout=30)+from-scratch(holdout=30,passes=2,sample=200)");
  }

  @Test
  void shouldKeepTheNamesOfClassesWithTheRun() {
    // Given
    var unnamed = record("naive", 1);
    var named = record(named("DOWN,UP"), 2);
    // When / Then
    assertThat(named.getSettings()).containsEntry("class.names", "DOWN,UP");
    assertThat(RunContinuation.continued(record("naive", 3), Optional.of(named)).getSettings())
        .containsEntry("class.names", "DOWN,UP");
    RunContinuation.requireSame(unnamed, named);
    assertThatThrownBy(() -> RunContinuation.requireSame(named, record(named("UP,DOWN"), 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("class.names: got 'UP,DOWN', expected 'DOWN,UP'");
  }

  @Test
  void shouldNotContinueARunWithAnotherFileOfTheSameName(@TempDir Path folder) throws Exception {
    // Given
    Path file = Files.write(folder.resolve("encoder.pt"), new byte[] {1});
    TrainerConfig config =
        Configs.modelled("script(file=" + file + ")", Configs.of("a", "naive", Map.of()));
    dev.lethe.schemas.Run known = record(config, 1);
    RunContinuation.requireSame(known, record(config, 2));

    // When
    Files.write(file, new byte[] {2});

    // Then
    assertThatThrownBy(() -> RunContinuation.requireSame(known, record(config, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model.file.sha256: got '");
  }

  @Test
  void shouldChangeTheStateWithoutReadingItsFilesAgain(@TempDir Path folder) throws Exception {
    // Given
    Path file = Files.write(folder.resolve("encoder.pt"), new byte[] {1});
    dev.lethe.schemas.Run live =
        record(
            Configs.modelled("script(file=" + file + ")", Configs.of("a", "naive", Map.of())), 1);

    // When
    Files.delete(file);
    dev.lethe.schemas.Run ended =
        RunRecord.withState(live, RunState.FAILED, Instant.ofEpochMilli(5), "why");
    ended.getSettings().put(RunRecord.DIGEST, "abc");

    // Then
    assertThat(ended.getState()).isEqualTo(RunState.FAILED);
    assertThat(ended.getReason()).isEqualTo("why");
    assertThat(ended.getStartedAt()).isEqualTo(Instant.ofEpochMilli(1));
    assertThat(ended.getUpdatedAt()).isEqualTo(Instant.ofEpochMilli(5));
    assertThat(ended.getSettings()).containsAllEntriesOf(live.getSettings());
    assertThat(live.getSettings()).doesNotContainKey(RunRecord.DIGEST);
  }

  @Test
  void shouldNotContinueARunOnATopicThatWasCreatedAgain() {
    // Given
    var known = record("naive", 1);
    var now = record("naive", 2);
    now.getSettings().put(RunRecord.INPUT_ID, "other-id");
    // When / Then
    assertThatThrownBy(() -> RunContinuation.requireSame(known, now))
        .isInstanceOf(InputChangedException.class)
        .hasMessage(
            "lethe.examples: got a topic with id other-id, expected id topic-id, which run 'a' consumed: the topic was deleted and created again; use another run name");
  }

  private static TrainerConfig named(String names) {
    return Configs.of("a", "naive", Map.of()).toBuilder().classNames(Optional.of(names)).build();
  }

  private static dev.lethe.schemas.Run record(String method, long now) {
    return record(Configs.of("a", method, Map.of()), now);
  }

  private static dev.lethe.schemas.Run record(TrainerConfig config, long now) {
    return RunRecord.starting(config, "topic-id", Instant.ofEpochMilli(now));
  }
}
