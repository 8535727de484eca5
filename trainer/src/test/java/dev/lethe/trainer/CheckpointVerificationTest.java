package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Alarm;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointDamagedException;
import dev.lethe.trainer.checkpoint.CheckpointSamples;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckpointVerificationTest {
  private final AlarmBoard board = new AlarmBoard("r", line -> {}, Clock.systemUTC());
  private final List<StoredCheckpoint> changes = new CopyOnWriteArrayList<>();

  @Test
  void shouldRaiseAnAlarmWhenAReplayGivesAnotherDigest() {
    // Given
    try (var verification = verification(1, (store, checkpoint, previous) -> "another")) {
      // When
      verification.written(stored(1), changes::add);
      verification.written(stored(2), changes::add);
      await().until(() -> !changes.isEmpty());

      // Then
      assertThat(changes.get(0).state()).isEqualTo(StoredCheckpoint.State.DAMAGED);
      assertThat(changes.get(0).detail()).contains("gave digest another");
      assertThat(board.raised()).extracting(Alarm::getName).containsExactly("checkpoint.differs");
      assertThat(verification.metrics()).containsEntry("checkpoints.differing", 1.0);
    }
  }

  @Test
  void shouldReportADamagedCheckpoint() {
    // Given
    try (var verification =
        verification(
            1,
            (store, checkpoint, previous) -> {
              throw new CheckpointDamagedException("section learner", "1", "2");
            })) {
      // When
      verification.written(stored(1), changes::add);
      verification.written(stored(2), changes::add);
      await().until(() -> !changes.isEmpty());

      // Then
      assertThat(changes.get(0).detail()).isEqualTo("section learner: got '1', expected 2");
    }
  }

  @Test
  void shouldNotJudgeACheckpointWhosePredecessorWasDeleted() {
    // Given
    var calls = new AtomicLong();
    try (var verification =
        verification(
            1,
            (store, checkpoint, previous) -> {
              if (calls.incrementAndGet() == 1) {
                throw new NoSuchFileException("r/1");
              }
              return checkpoint.digest();
            })) {
      // When
      var entries = new AtomicLong();
      await()
          .until(
              () -> {
                verification.written(stored(entries.incrementAndGet()), changes::add);
                return !changes.isEmpty();
              });

      // Then: there is no verdict on the first one, and others are still verified
      assertThat(changes)
          .extracting(StoredCheckpoint::state)
          .containsOnly(StoredCheckpoint.State.VERIFIED);
      assertThat(board.raised()).isEmpty();
      assertThat(verification.metrics()).containsEntry("checkpoints.differing", 0.0);
    }
  }

  @Test
  void shouldVerifyEveryThirdCheckpointFromTheOneBeforeIt() {
    // Given
    List<String> verified = new CopyOnWriteArrayList<>();
    try (var verification =
        verification(
            3,
            (store, checkpoint, previous) -> {
              verified.add(previous.entries() + " to " + checkpoint.name().entries());
              return checkpoint.digest();
            })) {
      // When
      for (int entries = 1; entries <= 6; entries++) {
        int results = entries / 3;
        verification.written(stored(entries), changes::add);
        await().until(() -> changes.size() == results);
      }

      // Then
      assertThat(verified).containsExactly("2 to 3", "5 to 6");
      assertThat(changes)
          .extracting(StoredCheckpoint::state)
          .containsOnly(StoredCheckpoint.State.VERIFIED);
    }
  }

  private CheckpointVerification verification(int every, CheckpointVerification.Verifier verifier) {
    return new CheckpointVerification(
        every, verifier, null, board, CheckpointService.background("verify-r"));
  }

  private static StoredCheckpoint stored(long entries) {
    return new StoredCheckpoint(
        CheckpointSamples.header("r", entries),
        "file:///r",
        1,
        StoredCheckpoint.State.WRITTEN,
        null,
        1);
  }
}
