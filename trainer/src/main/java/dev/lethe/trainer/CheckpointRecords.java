package dev.lethe.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lethe.schemas.Checkpoint;
import dev.lethe.schemas.CheckpointReason;
import dev.lethe.schemas.CheckpointState;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.output.Outbox;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Publishes the checkpoints of a run.
 *
 * @param topic topic of the checkpoints
 */
record CheckpointRecords(String topic) {
  private static final Pattern KEY = Pattern.compile("(.+)/(\\d{1,18})");

  /** Sends the state of a checkpoint within the open transaction. */
  void send(Outbox outbox, StoredCheckpoint stored) {
    CheckpointHeader header = stored.header();
    String key = header.name().run() + "/" + header.name().entries();
    outbox.send(topic, key, record(stored));
    if (stored.state() == StoredCheckpoint.State.DELETED) {
      outbox.send(topic, key, null);
    }
  }

  /** Returns the numbers of journal entries in the announced checkpoints of a run. */
  Set<Long> announced(TopicScans scans, String run) {
    var announced = new HashSet<Long>();
    scans.scan(
        topic,
        record -> {
          Matcher key = KEY.matcher(record.key() == null ? "" : new String(record.key(), UTF_8));
          if (key.matches() && key.group(1).equals(run)) {
            long entries = Long.parseLong(key.group(2));
            if (record.value() == null) {
              announced.remove(entries);
            } else {
              announced.add(entries);
            }
          }
        });
    return announced;
  }

  private static Checkpoint record(StoredCheckpoint stored) {
    CheckpointHeader header = stored.header();
    return new Checkpoint(
        header.name().run(),
        header.name().entries(),
        header.step(),
        header.examples(),
        header.window(),
        header.eventTime().orElse(null),
        header.createdAt(),
        CheckpointReason.valueOf(header.reason().name()),
        CheckpointState.valueOf(stored.state().name()),
        stored.location(),
        stored.size(),
        header.digest(),
        stored.detail());
  }
}
