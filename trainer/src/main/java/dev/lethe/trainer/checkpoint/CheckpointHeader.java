package dev.lethe.trainer.checkpoint;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Header of a checkpoint. It can be read without the state.
 *
 * @param name run, and number of journal entries that the state contains
 * @param step learning steps completed
 * @param examples examples consumed, without EVALUATE examples
 * @param window number of the newest task window, -1 before the first
 * @param eventTime largest event time consumed; empty before the first example
 * @param createdAt wall-clock time at which the state was copied; both times have milliseconds
 * @param reason reason for taking the checkpoint
 * @param parent for the first state of a fork, the checkpoint that it was made from
 * @param digest SHA-256 of the learner's state, in hex; scorecards do not affect it
 * @param positions positions in Kafka
 * @param provenance origin of the state
 */
public record CheckpointHeader(
    CheckpointName name,
    long step,
    long examples,
    int window,
    Optional<Instant> eventTime,
    Instant createdAt,
    CheckpointReason reason,
    Optional<CheckpointName> parent,
    String digest,
    CheckpointPositions positions,
    Provenance provenance) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public CheckpointHeader {
    Checks.requireAtLeast("step", step, 0);
    Checks.requireAtLeast("examples", examples, 0);
    Checks.requireAtLeast("window", window, -1);
    if (!SHA_256.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "digest: got '%s', expected 64 hex digits".formatted(digest));
    }
    eventTime = eventTime.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns this header as that of a fork's first state. */
  public CheckpointHeader withParent(CheckpointName madeFrom) {
    return new CheckpointHeader(
        name,
        step,
        examples,
        window,
        eventTime,
        createdAt,
        reason,
        Optional.of(madeFrom),
        digest,
        positions,
        provenance);
  }
}
