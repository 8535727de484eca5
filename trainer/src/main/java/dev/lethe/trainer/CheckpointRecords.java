package dev.lethe.trainer;

import dev.lethe.trainer.output.Outbox;

/** Stand-in. */
record CheckpointRecords(String topic) {
  void send(Outbox outbox, StoredCheckpoint stored) {}
}
